const FOCUSABLE = 'input:checked:not([disabled]), input:not([disabled]), textarea, select, button';

/** The element id of an answer's control; tests and jumps find controls by it. */
export function controlId(record: string, field: string): string {
  return `a-${record}-${field}`;
}

/** Moves the focus to an answer, a block or a skip field, else to the first control of its record. True when there was one. */
export function focusControl(record: string, field: string | null): boolean {
  const named = field ? document.getElementById(controlId(record, field)) : null;
  const block = field && !named ? document.querySelector<HTMLElement>(`[data-block="${CSS.escape(field)}"], [data-skip-field="${CSS.escape(field)}"]`) : null;
  const held = named ?? block ?? document.querySelector<HTMLElement>(`[data-record="${CSS.escape(record)}"]`);
  if (!held) return false;
  const control = held.matches(FOCUSABLE) ? held : (held.querySelector<HTMLElement>(`[data-field] :is(${FOCUSABLE})`) ?? held.querySelector<HTMLElement>(FOCUSABLE));
  if (!control) return false;
  control.focus();
  control.scrollIntoView({ block: 'center' });
  return true;
}
