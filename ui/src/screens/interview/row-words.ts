import type { BlockView, RecordView } from '../../backend/types';
import { inWords } from '../../widgets/codecs';
import { rowOf } from './lookups';

const SHOWN = 5;

/** A row on one line: its first answers in words. */
export function rowInWords(block: BlockView, record: RecordView): string {
  const row = rowOf(record);
  return block.fields.map((field) => inWords(field, row[field.id])).filter(Boolean).slice(0, SHOWN).join(' · ');
}
