import type { IncomeRowView } from '../../backend/types';
import { t } from '../../i18n';
import { money } from '../../i18n/format';

/** Colour of an alert by its level; the words say the same. */
export function tone(level: string): 'bad' | 'warn' | 'note' {
  if (level === 'pilny') return 'bad';
  return level === 'uwaga' ? 'warn' : 'note';
}

/** „Dlaczego? Bo podano …”: which answers something comes from. */
export function because(words: string): string {
  return t('law-because', { because: words.charAt(0).toUpperCase() + words.slice(1) });
}

/** „od 505,00 zł do 823,00 zł”, one amount, or that the centre decides. */
export function range(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return min === max ? money(max) : t('law-from-to', { min: money(min), max: money(max) });
  if (max !== null) return t('law-at-most', { max: money(max) });
  return min !== null ? t('law-at-least', { min: money(min) }) : t('law-discretion');
}

/** What became of a row, in words. */
export function verdict(row: IncomeRowView): string {
  if (row.verdict === 'counted') return row.fee_only ? t('law-row-fee-only', { basis: row.fee_only }) : t('law-row-counted');
  return row.verdict === 'open' ? (row.why ?? '') : t('law-row-left-out', { basis: row.basis ?? '', why: row.why ?? '' });
}
