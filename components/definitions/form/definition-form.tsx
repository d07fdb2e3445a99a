'use client';

import type { Credential } from '#lib/contract/credentials.ts';
import type { RevisionSettings } from '#lib/contract/definitions.ts';
import { Alert, AlertActionLink, Form } from '@patternfly/react-core';
import { BaseSection, PackagesSection } from './basics-sections.tsx';
import { BuildFilesSection } from './build-files-section.tsx';
import { ContentSection } from './content-section.tsx';
import { FormToolsContext, type FormTools } from './form-context.ts';
import { OptionsSection } from './options-section.tsx';
import { OutputSection } from './output-section.tsx';
import { StepsSection } from './steps-section.tsx';

export interface DefinitionFormProps {
  tools: FormTools;
  settings: RevisionSettings;
  defaultRepository: string;
  credentials: readonly Credential[];
  suggestedImages: readonly string[];
  filePaths: readonly string[];
  onSettings: (settings: RevisionSettings) => void;
  onJumpToProblem: () => void;
}

/** The definition's text as a form: a projection of it, never a copy. */
export function DefinitionForm({ tools, settings, defaultRepository, credentials, suggestedImages, filePaths, onSettings, onJumpToProblem }: DefinitionFormProps) {
  const { problem } = tools.form;
  return (
    <FormToolsContext value={tools}>
      {problem === null ? null : (
        <Alert isInline variant="warning" title="The YAML cannot be read, so the form cannot change it" className="eef-gap-below" actionLinks={<AlertActionLink onClick={onJumpToProblem}>Go to line {problem.range.start.line}</AlertActionLink>}>
          {problem.message}
        </Alert>
      )}
      <Form onSubmit={(event) => event.preventDefault()} className="eef-form">
        <BaseSection suggestedImages={suggestedImages} />
        <PackagesSection />
        <ContentSection />
        <OutputSection settings={settings} defaultRepository={defaultRepository} credentials={credentials} onChange={onSettings} />
        <StepsSection />
        <BuildFilesSection files={filePaths} />
        <OptionsSection />
      </Form>
    </FormToolsContext>
  );
}
