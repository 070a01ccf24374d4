import type { Problem, ProblemCode } from '../backend/types';

const ORDINARY: readonly ProblemCode[] = ['office-unreachable', 'office-busy', 'needs-office', 'incomplete', 'open-conflicts', 'open-questions', 'separated'];

/** Being offline or unfinished is normal work, never shown in the colour of an error. */
export function isOrdinary(problem: Problem): boolean {
  return ORDINARY.includes(problem.code);
}
