'use client';

import { PageHeader } from '#components/ui/page-header.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { useQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { definitionQuery, templatesQuery } from './data.ts';
import { NewDefinitionForm } from './new-definition-form.tsx';
import { SOURCES } from './source-content.ts';

function CopyOf({ id }: { id: string }) {
  const query = useQuery(definitionQuery(id));
  return <QueryView query={query} what="the definition">{(original) => <NewDefinitionForm source="copy" original={original} templates={[]} chosen={null} onSource={() => undefined} />}</QueryView>;
}

export function NewDefinition() {
  const [state, setState] = useQueryStates({ from: parseAsStringLiteral(SOURCES).withDefault('template'), of: parseAsString, build: parseAsString }, { history: 'replace' });
  const templates = useQuery(templatesQuery);
  return (
    <>
      <PageHeader title={state.from === 'copy' ? 'Duplicate a definition' : 'New definition'} parents={[{ href: '/definitions', text: 'Definitions' }]} />
      {state.from === 'copy' && state.of !== null ? (
        <CopyOf id={state.of} />
      ) : (
        <QueryView query={templates} what="the templates">
          {(list) => <NewDefinitionForm source={state.from} buildId={state.build} templates={list} chosen={state.of} original={null} onSource={(from, of) => void setState({ from, of })} />}
        </QueryView>
      )}
    </>
  );
}
