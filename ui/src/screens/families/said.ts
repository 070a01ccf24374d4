import type { FieldView } from '../../backend/types';
import { inWords } from '../../widgets/codecs';

/** What a column of a line says, as a person reads it: a date in Polish, a choice by its name. */
export function said(columns: FieldView[], label: string, text: string): string {
  const column = columns.find((one) => one.label === label);
  return column ? inWords(column, text) : text;
}
