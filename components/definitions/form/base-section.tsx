'use client';

import type { FormState } from '#lib/ee/form/state.ts';
import { useFormTools } from './form-context.ts';
import { FormPart, type PartField } from './form-part.tsx';
import { textFields } from './part-fields.tsx';
import { TextEntry } from './text-entry.tsx';
import { VersionNotice } from './version-notice.tsx';

const PACKAGE_MANAGERS = ['/usr/bin/dnf', '/usr/bin/microdnf', '/usr/bin/apt-get'];

function imageFields({ schemaVersion, baseImage, builderImage }: FormState, images: readonly string[]): PartField[] {
  const base = <TextEntry id="form-base-image" label="Base image" field={baseImage} placeholder="registry/name:tag" suggestions={images} help="What the image is built on. It must have, or be able to install, Python. Give a tag or digest." />;
  const builder = <TextEntry id="form-builder-image" label="Builder image" field={builderImage} placeholder="registry/name:tag" help="Where Python wheels are made. Version 3 does this on the base image." />;
  const first: PartField = { id: 'base', name: 'Base image', path: baseImage.path, isCommon: true, isUsed: true, node: base };
  const isLegacy = schemaVersion === 1 || schemaVersion === 2;
  return isLegacy ? [first, { id: 'builder', name: 'Builder image', path: builderImage.path, isUsed: builderImage.isPresent, node: builder }] : [first];
}

/** What the image stands on. */
export function BaseSection({ images, onMigrate }: { images: readonly string[]; onMigrate: () => void }) {
  const { form } = useFormTools();
  const { schemaVersion } = form;
  const signature = { name: 'baseImageSignature', label: 'Signed as', help: 'The name under which the image was signed, where this is a mirrored copy.', placeholder: 'registry/name:tag' } as const;
  const manager = { name: 'packageManagerPath', label: 'Package manager', help: 'The one of the base image.', placeholder: '/usr/bin/dnf', suggestions: PACKAGE_MANAGERS } as const;
  return (
    <FormPart
      section="base"
      title="Base image"
      intro={<VersionNotice version={schemaVersion} onMigrate={onMigrate} />}
      fields={[...imageFields(form, images), ...(schemaVersion === 1 ? [] : textFields(form, [signature])), ...(schemaVersion === 3 ? textFields(form, [manager]) : [])]}
    />
  );
}
