'use client';

import type { Path } from '#lib/ee/diagnostic.ts';
import { formatFieldPath, startsWithPath } from '#lib/ee/form/field-path.ts';
import { FormGroup, FormHelperText, HelperText, HelperTextItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { CopyLink } from './copy-link.tsx';
import { useFormTools } from './form-context.ts';
import styles from './form.module.css';

export interface FieldFrameProps {
  /** Id of the control that the label names. */
  id: string;
  label: string;
  /** The key of the definition; settings of this product begin with `settings`. */
  path: Path;
  children: ReactNode;
  help?: ReactNode;
  error?: string | undefined;
  /** Several controls under one label. */
  isGroup?: boolean;
}

/** Attributes by which a part of the form is found from its path, and marked when the cursor of the YAML is in it. */
export function useFieldAttributes(path: Path): { 'data-field': string; 'data-marked'?: true } {
  const { marked } = useFormTools();
  return { 'data-field': formatFieldPath(path), ...(path.length > 0 && startsWithPath(marked, path) ? { 'data-marked': true as const } : {}) };
}

function FieldNote({ id, help, error, warning }: { id: string; help: ReactNode; error: string | undefined; warning: string | undefined }) {
  const shown = error ?? warning ?? help;
  const variant = error !== undefined ? 'error' : warning !== undefined ? 'warning' : 'default';
  if (shown === undefined || shown === '') return null;
  return (
    <FormHelperText>
      <HelperText id={`${id}-help`} isLiveRegion={error !== undefined}>
        <HelperTextItem variant={variant}>{shown}</HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}

/** Label, controls, help or error of one field, with a link to it. */
export function FieldFrame({ id, label, path, children, help, error, isGroup = false }: FieldFrameProps) {
  const { linkTo, warningAt } = useFormTools();
  return (
    <div className={styles['field']} {...useFieldAttributes(path)}>
      <FormGroup label={label} fieldId={id} {...(isGroup ? { role: 'group' } : {})} labelInfo={<span className={styles['link']}><CopyLink address={linkTo(path)} label={label} /></span>}>
        {children}
        <FieldNote id={id} help={help} error={error} warning={warningAt(path)} />
      </FormGroup>
    </div>
  );
}
