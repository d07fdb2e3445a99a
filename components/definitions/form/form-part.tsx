'use client';

import { startsWithPath } from '#lib/ee/form/field-path.ts';
import type { SectionId } from '#lib/ee/form/sections.ts';
import type { Path } from '#lib/ee/diagnostic.ts';
import { Button, FormSection } from '@patternfly/react-core';
import { AngleDownIcon, AngleRightIcon } from '@patternfly/react-icons';
import { useId, useState, type ReactNode } from 'react';
import { useFormTools } from './form-context.ts';
import styles from './form.module.css';

export interface PartField {
  readonly id: string;
  /** Names it in "show more". */
  readonly name: string;
  readonly path: Path;
  /** Shown at once though the text does not have it: what most definitions need. */
  readonly isCommon?: boolean;
  /** The text has it. */
  readonly isUsed: boolean;
  readonly node: ReactNode;
}

export interface FormPartProps {
  section: SectionId;
  title: string;
  intro?: ReactNode;
  fields: readonly PartField[];
}

function idsOf(fields: readonly PartField[]): string[] {
  return fields.filter(({ isCommon = false, isUsed }) => isCommon || isUsed).map(({ id }) => id);
}

/** Which fields stand first: once there, a field stays, and none moves away under the hands while the rest is open. */
function useFirst(fields: readonly PartField[], isOpen: boolean): readonly PartField[] {
  const [first, setFirst] = useState(() => idsOf(fields));
  const added = isOpen ? [] : idsOf(fields).filter((id) => !first.includes(id));
  if (added.length > 0) setFirst([...first, ...added]);
  return fields.filter(({ id }) => first.includes(id) || added.includes(id));
}

/** Opens when asked by hand, and for a field that is asked for by its path. */
function useOpen(fields: readonly PartField[]): [boolean, (isOpen: boolean) => void] {
  const { target } = useFormTools();
  const [isOpen, setOpen] = useState(false);
  const [seen, setSeen] = useState(0);
  if (target !== null && target.count !== seen) {
    setSeen(target.count);
    if (fields.some((field) => !(field.isCommon ?? false) && !field.isUsed && startsWithPath(target.path, field.path))) setOpen(true);
  }
  return [isOpen, setOpen];
}

/** A section of the form: the fields that the text has, then the rest under "show more". */
export function FormPart({ section, title, intro, fields }: FormPartProps) {
  const [isOpen, setOpen] = useOpen(fields);
  const first = useFirst(fields, isOpen);
  const rest = fields.filter((field) => !first.includes(field));
  const restId = useId();
  return (
    <FormSection title={title} titleElement="h2" id={`section-${section}`} data-section={section} className={styles['part'] ?? ''}>
      {intro}
      {first.map(({ id, node }) => <div key={id}>{node}</div>)}
      {rest.length === 0 ? null : (
        <>
          <Button variant="link" isInline className={styles['more'] ?? ''} icon={isOpen ? <AngleDownIcon /> : <AngleRightIcon />} aria-expanded={isOpen} aria-controls={restId} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Show less' : `Show more: ${rest.map(({ name }) => name).join(', ')}`}
          </Button>
          <div id={restId} hidden={!isOpen} className={styles['rest']}>
            {isOpen ? rest.map(({ id, node }) => <div key={id}>{node}</div>) : null}
          </div>
        </>
      )}
    </FormSection>
  );
}
