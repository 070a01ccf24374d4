import type { DueView, TermClock } from '../../backend/types';
import { t, type Key } from '../../i18n';

/** What a term is for, in words. */
export const CLOCKS: Record<TermClock, Key> = {
  interview: 'clock-interview', update: 'clock-update', ruling_delivery: 'clock-ruling-delivery',
  ruling_limit: 'clock-ruling-limit', contract_assessment: 'clock-contract', team: 'clock-team',
  family_evaluation: 'clock-family-evaluation', family_plan: 'clock-family-plan', family_action: 'clock-family-action', family_monitoring: 'clock-family-monitoring',
};

/** How far the day is: „za 3 dni”, „dziś”, „2 dni po terminie”. */
export function near(days: number): string {
  return days < 0 ? t('due-late', { count: -days }) : t('due-left', { count: days });
}

/** Colour by state, always beside the words and a mark. */
export function tone(days: number): 'bad' | 'warn' | 'quiet' {
  if (days < 0) return 'bad';
  return days <= 3 ? 'warn' : 'quiet';
}

/** The earliest term first; what has none comes last, in the order it had. */
export function bySoonest<T extends { soonest: DueView | null }>(entries: readonly T[]): T[] {
  const place = (entry: T) => entry.soonest?.due ?? '9999-12-31';
  return [...entries].sort((one, other) => place(one).localeCompare(place(other)));
}
