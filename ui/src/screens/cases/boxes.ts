import type { CaseView, InterviewBox } from '../../backend/types';

/** What needs the person first comes first. */
export const BOXES: readonly InterviewBox[] = ['returned', 'draft', 'ready', 'sent'];

export function inBoxes(interviews: CaseView[]): Record<InterviewBox, CaseView[]> {
  const boxes: Record<InterviewBox, CaseView[]> = { returned: [], draft: [], ready: [], sent: [] };
  for (const interview of interviews) if (interview.box) boxes[interview.box].push(interview);
  return boxes;
}
