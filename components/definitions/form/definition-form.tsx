'use client';

import type { Credential } from '#lib/contract/credentials.ts';
import type { RevisionSettings } from '#lib/contract/definitions.ts';
import type { Path } from '#lib/ee/diagnostic.ts';
import { Alert, AlertActionLink, Form } from '@patternfly/react-core';
import { useEffect, useRef } from 'react';
import { BaseSection } from './base-section.tsx';
import { BuildFilesSection } from './build-files-section.tsx';
import { ContentSection } from './content-section.tsx';
import { useCopyLink } from './copy-link.tsx';
import { fieldPathOf, findField, focusField } from './focus-field.ts';
import { FormToolsContext, type FormTools } from './form-context.ts';
import { OutputSection } from './output-section.tsx';
import { PythonSection, SystemSection } from './packages-sections.tsx';
import { StepsSection } from './steps-section.tsx';

export interface DefinitionFormProps {
  tools: FormTools;
  settings: RevisionSettings;
  defaultRepository: string;
  credentials: readonly Credential[];
  images: readonly string[];
  filePaths: readonly string[];
  onSettings: (settings: RevisionSettings) => void;
  onJumpToProblem: () => void;
  onMigrate: () => void;
  onOpenFile: (path: string | null) => void;
  /** A field got the focus, or with null the form lost it. */
  onField: (path: Path | null) => void;
}

/** Goes to the field that is asked for, and keeps the one in sight that the cursor of the YAML is in. */
function useSight({ target, marked }: FormTools) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (target !== null && root.current !== null) focusField(root.current, target.path);
  }, [target]);
  useEffect(() => {
    if (marked.length > 0 && root.current !== null) findField(root.current, marked)?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return root;
}

/** The definition's text as a form: a projection of it, never a copy. */
export function DefinitionForm({ tools, settings, defaultRepository, credentials, images, filePaths, onSettings, onJumpToProblem, onMigrate, onOpenFile, onField }: DefinitionFormProps) {
  const { problem } = tools.form;
  const root = useSight(tools);
  const copyLink = useCopyLink();
  return (
    <FormToolsContext value={tools}>
      {problem === null ? null : (
        <Alert isInline variant="warning" title="The YAML cannot be read, so the form cannot change it" className="eef-gap-below" actionLinks={<AlertActionLink onClick={onJumpToProblem}>Go to line {problem.range.start.line}</AlertActionLink>}>
          {problem.message}
        </Alert>
      )}
      <div
        ref={root}
        onFocus={(event) => onField(fieldPathOf(event.target))}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) onField(null);
        }}
        onKeyDown={(event) => {
          const path = event.altKey && event.key.toLowerCase() === 'l' && event.target instanceof Element ? fieldPathOf(event.target) : null;
          if (path === null) return;
          event.preventDefault();
          copyLink(tools.linkTo(path));
        }}
      >
        <Form onSubmit={(event) => event.preventDefault()} className="eef-form">
          <BaseSection images={images} onMigrate={onMigrate} />
          <PythonSection />
          <SystemSection />
          <ContentSection />
          <StepsSection />
          <BuildFilesSection files={filePaths} onOpenFile={onOpenFile} />
          <OutputSection settings={settings} defaultRepository={defaultRepository} credentials={credentials} onChange={onSettings} />
        </Form>
      </div>
    </FormToolsContext>
  );
}
