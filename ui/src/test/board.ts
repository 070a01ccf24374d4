import type { BoardView, PeriodView } from '../backend/types';

export const BOARD: BoardView = {
  today: '2026-11-22', cases: 128, whole_centre: true, named: true,
  people: [
    { name: 'Ewa Terenowska', people: 1, families: 51, norm: 50, norm_basis: 'art. 110 ust. 11 u.p.s.', due_soon: 3, late: 2, returned: 1 },
    { name: 'Marek Obchodowicz', people: 1, families: 12, norm: 50, norm_basis: 'art. 110 ust. 11 u.p.s.', due_soon: 0, late: 0, returned: 0 },
  ],
  teams: [{ name: 'zespół świadczeń', waiting: 4, taken: 9, late: 1 }],
  visits: 23, due_soon: 5, late: 2, updates: 7, updates_late: 1, returned: 3, elsewhere: 2,
  to_interview: { days: 6, of: 44 }, to_inbox: { days: 1, of: 41 },
  reasons: [{ name: '1) ubóstwo', count: 31 }, { name: '4) bezrobocie', count: 12 }],
  forms: [{ name: 'część I', count: 30 }], withheld: 2,
  periods: [{ id: '2026-4-3', name: 'IV kwartał 2026' }, { id: '2026-2-6', name: 'II półrocze 2026' }],
};

export const PERIOD: PeriodView = {
  id: '2026-4-3', name: 'IV kwartał 2026', from: '2026-10-01', to: '2026-12-31', reports: 20, interviews: 18, on_time: 15, with_term: 16,
  forms: [{ name: 'część I', count: 18 }], reasons: [{ name: '1) ubóstwo', families: 11, persons: 34 }],
  to_interview: { days: 6, of: 16 }, to_inbox: null, withheld: 0,
};
