'use client';

import { plural } from '#components/ui/format.ts';
import { SECTIONS, type SectionCounts, type SectionId } from '#lib/ee/form/sections.ts';
import styles from './form.module.css';

const WORDS: Record<SectionId, string> = { base: 'Base', python: 'Python', system: 'System', content: 'Content', steps: 'Steps', files: 'Files', output: 'Output' };

function problemWords({ error, warning, info }: SectionCounts[SectionId]): string {
  const parts = [error === 0 ? '' : plural(error, 'error'), warning === 0 ? '' : plural(warning, 'warning'), info === 0 ? '' : plural(info, 'note')];
  return parts.filter((part) => part !== '').join(', ');
}

export interface SectionRailProps {
  counts: SectionCounts;
  /** Where the focus or the cursor is. */
  current: SectionId | null;
  isLegacy: boolean;
  onSelect: (section: SectionId) => void;
}

/** The sections of the form; a number counts the problems in one. */
export function SectionRail({ counts, current, isLegacy, onSelect }: SectionRailProps) {
  return (
    <nav aria-label="Sections of the form" className={styles['rail']}>
      <ul>
        {SECTIONS.filter((section) => !(isLegacy && section === 'files')).map((section) => {
          const { error, warning, info } = counts[section];
          const words = problemWords(counts[section]);
          return (
            <li key={section}>
              <button type="button" className={styles['railItem']} aria-current={section === current ? 'true' : undefined} onClick={() => onSelect(section)}>
                <span>{WORDS[section]}</span>
                {words === '' ? null : (
                  <span className={styles['railCount']} data-severity={error > 0 ? 'error' : warning > 0 ? 'warning' : 'info'} title={words}>
                    <span aria-hidden="true">{error + warning + info}</span>
                    <span className="pf-v6-screen-reader">: {words}</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
