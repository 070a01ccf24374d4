import type { WorkerView } from '../../backend/types';

/** The proposed team's workers (a team is known here by its name) first, those with fewer open visits before the others. */
export function proposedFirst(workers: WorkerView[], team: string | null): WorkerView[] {
  return [...workers].sort(
    (a, b) => Number(b.team === team) - Number(a.team === team) || a.open_visits - b.open_visits || a.name.localeCompare(b.name, 'pl'),
  );
}
