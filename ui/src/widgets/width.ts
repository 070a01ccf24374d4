import type { FieldView } from '../backend/types';

const SHORT: readonly FieldView['kind'][] = ['date', 'month', 'amount', 'number', 'decimal', 'pesel', 'postal_code', 'phone', 'teryt', 'identity_document'];

export type Width = 'full' | 'half' | 'third' | 'line';

/** How much of the column a field takes: short answers stand side by side, amounts of one title on lines, long texts alone. */
export function widthOf(field: FieldView, inGroup: boolean): Width {
  if (inGroup && field.kind === 'amount') return 'line';
  if ((field.hint?.length ?? 0) > 40 || field.label.length > 60) return 'full';
  if (inGroup && (field.max_length ?? 999) <= 20) return 'third';
  if (SHORT.includes(field.kind)) return inGroup ? 'third' : 'half';
  if (field.kind === 'text') return (field.max_length ?? 999) <= 120 ? 'half' : 'full';
  return field.kind === 'yes_no' && field.label.length <= 30 ? 'half' : 'full';
}
