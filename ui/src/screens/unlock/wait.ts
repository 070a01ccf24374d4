import type { Problem } from '../../backend/types';

/** Seconds the core asks to wait after a wrong passphrase. */
export function waitAfter(problem: Problem): number {
  const seconds = Number(problem.parameters['wait_s'] ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : 0;
}
