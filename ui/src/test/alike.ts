import type { AlikeView, JoinedFamilyView, JointEditsView } from '../backend/types';

/** One family opened twice, and a father and son of one name. */
export const ALIKE: AlikeView = {
  proposals: [
    {
      one: { case: '0-r1', number: '', team: '', name: 'Małgorzata Zmyślińska', address: 'Atrapowa 12/4, 05-510 Konstancin-Jeziorna', interviews: 1 },
      other: { case: '0-r2', number: 'T-2026-000002', team: 'Pierwszy kontakt', name: 'Malgorzata Zmyslinksa', address: 'Atrapowa 12/4, Konstancin', interviews: 0 },
      surely: true,
      family: true,
      pairs: [{ one: 'Małgorzata Zmyślińska', other: 'Malgorzata Zmyslinksa', surely: true, chance_permille: 999, speaks_for: ['ta sama data urodzenia', 'imię różni się tylko ogonkami'], speaks_against: [] }],
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
      pairs: [{ one: 'Jakub Zmyśliński', other: '', surely: false, chance_permille: 812, speaks_for: ['ten sam adres'], speaks_against: ['daty urodzenia dzieli pokolenie'] }],
      fields: [],
      apart: null,
      both_here: false,
    },
  ],
  linked: [
    {
      link: '0-l1',
      one: { case: '0-r4', number: 'T-2026-000004', team: '', name: 'Pelagia Nibylska', address: 'Atrapowa 7', interviews: 2 },
      other: { case: '0-r5', number: 'T-2026-000005', team: '', name: 'Pelagja Nibylska', address: 'Atrapowa 7', interviews: 1 },
      made: { by: 'Anna Kierownicza', at: '2026-10-20T10:00:00', reason: 'Ta sama rodzina.' },
      unlinked: 'Pomyłka: dwie siostry.',
    },
  ],
};

const written = { section: '', whose: '', removed: false, at: '2026-11-10T09:30:00' };

/** What was written in both files while they were joined. */
export const JOINT_EDITS: JointEditsView = {
  since: '2026-10-20T10:00:00', until: '2026-11-20T12:00:00',
  files: [
    { case: '0-r4', number: 'T-2026-000004', name: 'Pelagia Nibylska', here: true, edits: [{ document: null, form_title: '', by: 'Ewa Terenowska', answer: { ...written, label: 'Nieudana wizyta', text: 'Wyjechała do córki.' } }] },
    { case: '0-r5', number: 'T-2026-000005', name: 'Pelagja Nibylska', here: true, edits: [{ document: 'd5', form_title: 'część I', by: 'Ewa Terenowska', answer: { ...written, section: 'A', label: 'telefon', text: '000000103' } }] },
  ],
};

/** The visit of the lists, whose family has a second file. */
export const FAMILY: JoinedFamilyView = {
  number: 'T-2026-000001',
  files: [{ case: 'c20', number: 'T-2026-000020', name: 'Nibylska Leokadja', address: 'Atrapowa 12/4', here: true, link: { by: 'Anna Kierownicza', at: '2026-10-20T10:00:00', reason: 'Ta sama rodzina.' }, chosen: [{ person: 'Leokadia Nibylska', field: 'first_name', value: 'Leokadia', number: 'T-2026-000001' }] }],
  interviews: [
    { case: 'c1', document: 'd1', number: 'T-2026-000001', other: false, form_title: 'część IV', name: 'Nibylska Leokadia', approved_at: null, by: 'Ewa Terenowska', version: 1, superseded: false, mine: true },
    { case: 'c20', document: 'd20', number: 'T-2026-000020', other: true, form_title: 'część I', name: 'Nibylska Leokadja', approved_at: '2026-09-01T12:00:00', by: 'Marek Objazdowy', version: 1, superseded: false, mine: false },
  ],
};
