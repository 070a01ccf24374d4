import type { InboxView } from '../../backend/types';

/** Oldest term first; cases without a term last, by when they came. */
export function byTerm(entries: InboxView[]): InboxView[] {
  const place = (entry: InboxView) => `${entry.term?.due ?? '9999-12-31'} ${entry.arrived_at}`;
  return [...entries].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** How many nobody has taken yet. */
export function toTake(entries: InboxView[]): number {
  return entries.filter((entry) => entry.taken_by === null).length;
}
