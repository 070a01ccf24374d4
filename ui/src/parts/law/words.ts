import type { AlertView, AmountView, IncomeRowView } from '../../backend/types';
import { t } from '../../i18n';
import { money } from '../../i18n/format';

/** Colour of an alert by its level; the words say the same. */
export function tone(level: string): 'bad' | 'warn' | 'note' {
  if (level === 'pilny') return 'bad';
  return level === 'uwaga' ? 'warn' : 'note';
}

/** Alerts that say the same of several persons, told once with all their names. */
export function together(alerts: readonly AlertView[]): (Omit<AlertView, 'person'> & { persons: string[] })[] {
  const told = new Map<string, Omit<AlertView, 'person'> & { persons: string[] }>();
  for (const { person, ...alert } of alerts) {
    const key = JSON.stringify([alert.code, alert.text, alert.because]);
    const known = told.get(key) ?? { ...alert, persons: [] };
    if (person) known.persons.push(person);
    told.set(key, known);
  }
  return [...told.values()];
}

/** „Dlaczego? Bo podano … (art. 12 u.p.s.).”: which answers something comes from, and by which article. */
export function because(words: string, basis?: string): string {
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return t('law-because', { because: basis ? `${sentence} (${basis})` : sentence });
}

/** „od 505,00 zł do 823,00 zł”, one amount, that the centre decides, or that the amounts of the day are not known. */
export function amountWords(amount: AmountView): string {
  if (amount.is === 'not_due') return t('law-not-due');
  if (amount.is === 'discretionary') return t('law-discretion');
  return amount.is === 'known' ? range(amount.min, amount.max) : t('law-amount-unknown');
}

function range(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return min === max ? money(max) : t('law-from-to', { min: money(min), max: money(max) });
  if (max !== null) return t('law-at-most', { max: money(max) });
  return min !== null ? t('law-at-least', { min: money(min) }) : t('law-amount-unknown');
}

/** What became of a row, in words. */
export function verdict(row: IncomeRowView): string {
  if (row.verdict === 'counted') return row.fee_only ? t('law-row-fee-only', { basis: row.fee_only }) : t('law-row-counted');
  return row.verdict === 'open' ? (row.why ?? '') : t('law-row-left-out', { basis: row.basis ?? '', why: row.why ?? '' });
}
