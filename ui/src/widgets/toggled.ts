import type { JsonValue, OptionView } from '../backend/types';

/** The chosen values with one put in or taken out, in the form's order; values the form does not know stay, last. */
export function toggled(chosen: JsonValue[], value: string, options: OptionView[]): JsonValue[] {
  const next = chosen.includes(value) ? chosen.filter((kept) => kept !== value) : [...chosen, value];
  const place = (kept: JsonValue) => {
    const found = options.findIndex((option) => option.value === kept);
    return found < 0 ? options.length : found;
  };
  return next.sort((a, b) => place(a) - place(b));
}
