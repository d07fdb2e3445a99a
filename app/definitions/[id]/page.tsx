import { BuildsOfDefinition } from '#components/builds/builds-of-definition.tsx';
import { DefinitionPage } from '#components/definitions/definition-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <DefinitionPage id={id} builds={<BuildsOfDefinition definitionId={id} />} />;
}
