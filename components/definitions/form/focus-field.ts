import type { Path } from '#lib/ee/diagnostic.ts';
import { formatFieldPath, parseFieldPath } from '#lib/ee/form/field-path.ts';
import { sectionOf, type SectionId } from '#lib/ee/form/sections.ts';

const CONTROLS = 'input:not([disabled], [type="hidden"]), select:not([disabled]), textarea:not([disabled]), button:not([disabled], [tabindex="-1"])';

/** The part of the form that shows a path or the nearest of its ancestors. */
export function findField(form: HTMLElement, path: Path): HTMLElement | null {
  for (let length = path.length; length > 0; length -= 1) {
    const found = form.querySelector<HTMLElement>(`[data-field="${CSS.escape(formatFieldPath(path.slice(0, length)))}"]`);
    if (found !== null) return found;
  }
  return null;
}

/** Scrolls to the field of a path and puts the focus into it; its section where no field shows it. */
export function focusField(form: HTMLElement, path: Path): void {
  const field = findField(form, path) ?? form.querySelector<HTMLElement>(`[data-section="${sectionOf(path)}"]`);
  if (field === null) return;
  const control = field.querySelector<HTMLElement>(CONTROLS);
  control?.focus({ preventScroll: true });
  field.scrollIntoView({ block: 'center' });
}

/** Scrolls to a section and puts the focus into its first field. */
export function focusSection(section: SectionId): void {
  const part = document.getElementById(`section-${section}`);
  part?.querySelector<HTMLElement>(CONTROLS)?.focus({ preventScroll: true });
  part?.scrollIntoView({ block: 'start' });
}

/** The path of the field that an element of the form belongs to. */
export function fieldPathOf(element: Element): Path | null {
  const name = element.closest<HTMLElement>('[data-field]')?.dataset['field'];
  return name === undefined ? null : parseFieldPath(name);
}
