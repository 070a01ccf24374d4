import type { TermView } from '../backend/types';
import { t } from '../i18n';

/** How far the term is, in words. */
export function daysLeft(term: TermView): string {
  const left = term.working_days_left;
  if (left === 0) return t('cases-days-today');
  return left < 0 ? t('cases-days-late', { count: -left }) : t('cases-days-left', { count: left });
}

/** Colour by state, always beside the words. */
export function termTone(term: TermView): 'bad' | 'warn' | 'quiet' {
  if (term.working_days_left < 0) return 'bad';
  return term.working_days_left <= 2 ? 'warn' : 'quiet';
}
