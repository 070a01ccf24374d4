import type { AlikeView } from '../backend/types';

/** One family opened twice, and a father and son of one name. */
export const ALIKE: AlikeView = {
  proposals: [
    {
      one: { case: '0-r1', number: '', team: '', name: 'Małgorzata Zmyślińska', address: 'Atrapowa 12/4, 05-510 Konstancin-Jeziorna', interviews: 1 },
      other: { case: '0-r2', number: 'T-2026-000002', team: 'Pierwszy kontakt', name: 'Malgorzata Zmyslinksa', address: 'Atrapowa 12/4, Konstancin', interviews: 0 },
      surely: true,
      family: true,
      pairs: [{ one: 'Małgorzata Zmyślińska', other: 'Malgorzata Zmyslinksa', surely: true, speaks_for: ['ta sama data urodzenia', 'imię różni się tylko ogonkami'], speaks_against: [] }],
      fields: [
        { choice: { person: '0-p1', field: 'last_name', kind: 'conflict', own: true }, person: 'Małgorzata Zmyślińska', one: 'Zmyślińska', other: 'Zmyslinksa', conflict: true },
        { choice: { person: '0-p1', field: 'pesel', kind: 'fill-empty', own: true }, person: 'Małgorzata Zmyślińska', one: '90021198288', other: '', conflict: false },
      ],
      apart: null,
      both_here: true,
    },
    {
      one: { case: '0-r1', number: '', team: '', name: 'Jakub Zmyśliński', address: 'Atrapowa 12/4', interviews: 1 },
      other: { case: '0-r3', number: 'T-2026-000003', team: 'Zespół świadczeń', name: '', address: '', interviews: 0 },
      surely: false,
      family: false,
      pairs: [{ one: 'Jakub Zmyśliński', other: '', surely: false, speaks_for: ['ten sam adres'], speaks_against: ['daty urodzenia dzieli pokolenie'] }],
      fields: [],
      apart: null,
      both_here: false,
    },
  ],
  linked: [],
};
