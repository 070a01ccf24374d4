/** An invented interview that was sent back, put right and waits for the head. */
import type { PinView, PlanToApprove, StandingView } from '../backend/types';

export const PINS: PinView[] = [
  {
    pin: 'pin1', at: { record: 'd6', field: 'first_name' }, section: 'A', label: 'Imię', whose: null, question: 'Czy to imię z dowodu?',
    by: 'Paweł Biurowski', team_name: 'Zespół świadczeń', asked_at: '2026-11-20T10:00:00', answer: '', answers: [], changed: false, settled: false,
  },
  {
    pin: 'pin2', at: { record: 'i1', field: 'row' }, section: 'A', label: 'Dochody', whose: 'Apolonia Urojona', question: 'Skąd kwota zasiłku?',
    by: 'Paweł Biurowski', team_name: 'Zespół świadczeń', asked_at: '2026-11-20T10:00:00', answer: 'Z decyzji ZUS.', answers: [], changed: false, settled: false,
  },
];

export function standing(change: Partial<StandingView> = {}): StandingView {
  return {
    versions: [
      {
        document: 'd6', number: 1, cause: 'first', reason: '', receipt: { number: 'W-2026-000118', at: '2026-11-18T15:00:00' }, valid: true, held: true,
        approvals: [{ seal: 's1', sygnatura: '7K3QD-9XW2M-B4TZ8-RVN51', at: '2026-11-18T14:32:00', by: 'Ewa Terenowska', valid: true, may_name: false }],
      },
    ],
    returns: [], named: [], plan: { approved_by: null, approved_at: null, earlier: null, may_approve: false }, statement: null, statement_missing: true,
    in_work: null, may_correct: false, returned: false, may_return: [{ id: 'konstancin-swiadczenia', name: 'Zespół świadczeń' }], may_name: false,
    may_record_statement: false, ...change,
  };
}

export const PLANS: PlanToApprove[] = [
  { case: 'c6', document: 'd6', name: 'Apolonia Urojona', form_title: 'Część I', approved_by: 'Ewa Terenowska', approved_at: '2026-11-18T14:32:00', version: 2, earlier: 1 },
];
