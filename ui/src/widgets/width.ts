import type { FieldView } from '../backend/types';

const SHORT: readonly FieldView['kind'][] = ['date', 'month', 'amount', 'number', 'decimal', 'pesel', 'postal_code', 'phone', 'teryt', 'identity_document'];

/** How much of the column a field takes: short answers stand side by side, long labels and texts alone. */
export function widthOf(field: FieldView): 'full' | 'half' | 'third' {
  if (field.hint && field.hint.length > 60) return 'full';
  if (SHORT.includes(field.kind)) return field.label.length > 60 ? 'full' : 'half';
  if (field.kind === 'text') return (field.max_length ?? 999) <= 120 && field.label.length <= 60 ? 'half' : 'full';
  return 'full';
}
