import type { InboxView } from '../../backend/types';

/** How many nobody has taken yet. */
export function toTake(entries: InboxView[]): number {
  return entries.filter((entry) => entry.taken_by === null).length;
}
