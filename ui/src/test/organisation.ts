import type { ExaminedView, OrganisationDraft, OrganisationView, ReplayView, RuleDraft } from '../backend/types';

const rule = (id: string, when: string, teams: string[], when_pl: string, reason_pl: string): RuleDraft => ({
  id, when: [when], all: [], any: [], term_days: null, urgent: false, teams, when_pl, reason_pl, source: 'seed', basis: 'art. 106 ust. 1', assumption: null, note: null,
});

const DRAFT: OrganisationDraft = {
  first_contact: 'pierwszy-kontakt',
  units: [
    { id: 'pierwszy-kontakt', name: 'zespół pierwszego kontaktu', kind: 'first-contact', tasks: 'przyjmuje zgłoszenia', takes: ['zgłoszenia'], conducts_proceedings: false, coordinator: null, source: 'seed', note: null },
    { id: 'swiadczenia', name: 'zespół świadczeń', kind: 'decisions', tasks: 'wywiad, dokumenty, projekt decyzji', takes: [], conducts_proceedings: true, coordinator: null, source: 'seed', note: null },
  ],
  entry: [{ any: [], only: [], default: true, team: 'swiadczenia', source: 'seed', reason_pl: 'Wywiad prowadzi zespół świadczeń.' }],
  routing: [
    rule('k1', 'przemoc', ['kierownik'], 'przemoc domowa', 'Natychmiastowe zadanie dla kierownika.'),
    rule('k2', 'decyzja-pieniezna', ['swiadczenia'], 'w planie jest świadczenie pieniężne', 'Postępowanie prowadzi zespół świadczeń.'),
  ],
  parameters: { krus_deducted: [], criterion_raised: [], periodic_raised: [], powiat: false, named_on_board: false, lease_days: null, without: [] },
};

export const ORGANISATION: OrganisationView = {
  version: '2026-11-22', draft: DRAFT, may_edit: true, waiting: false, today: '2026-11-22',
  staff: [
    { person: 'p1', name: 'Ewa Terenowska', teams: ['swiadczenia'] },
    { person: 'p2', name: 'Paweł Biurowski', teams: ['swiadczenia'] },
  ],
  authorised: [
    { person: 'p2', name: 'Paweł Biurowski', stand: 'ended', authorisation: { number: '7/2025', from: '2025-01-01', until: '2026-10-31', secrecy: '2025-01-01' }, next: null },
    { person: 'p3', name: 'Marek Objazdowy', stand: null, authorisation: null, next: null },
    { person: 'p1', name: 'Ewa Terenowska', stand: 'holds', authorisation: { number: '12/2026', from: '2026-02-01', until: null, secrecy: '2026-02-01' }, next: null },
  ],
  externals: [{ id: 'kierownik', name: 'kierownik / dyrektor jednostki' }],
  matters: [{ id: 'przemoc', name: 'przemoc domowa albo obawa o bezpieczeństwo dziecka' }, { id: 'decyzja-pieniezna', name: 'w planie jest świadczenie pieniężne' }],
  unit_kinds: [{ id: 'first-contact', name: 'pierwszy kontakt' }, { id: 'decisions', name: 'świadczenia przyznawane decyzją' }, { id: 'social-work', name: 'praca socjalna' }],
  fields: [
    { id: 'housing_title', label: 'Tytuł prawny do lokalu', place: 'Sytuacja mieszkaniowa', kind: 'choice', words: ['komunalne/kwaterunkowe', 'barak'], unit: 'count' },
    { id: 'household_minors', label: 'Liczba osób poniżej 18 lat w gospodarstwie', place: 'Wywiad', kind: 'number', words: [], unit: 'count' },
  ],
  blocks: [{ id: 'child_safety', name: 'Bezpieczeństwo małoletniego' }],
  statutory: { single: 101000, family: 82300, since: '2025-01-01', source: 'Dz.U. 2024 poz. 1044, § 1', periodic_percent: 50 },
  history: [{ version: '2026-11-22', valid_from: '2026-11-22', decided_at: '2026-11-22T09:00:00', by: 'ośrodek', reason: 'Założenie ośrodka w programie.', in_force: true, changes: [] }],
};

/** As the core would read it, without its law: a new rule gets an id, a changed one is a difference. */
export function examined(draft: OrganisationDraft): ExaminedView {
  const routing = draft.routing.map((one, place) => ({ ...one, id: one.id || `w${place}` }));
  const changed = JSON.stringify(routing) !== JSON.stringify(DRAFT.routing) || JSON.stringify([draft.units, draft.parameters]) !== JSON.stringify([DRAFT.units, DRAFT.parameters]);
  const unnamed = draft.parameters.criterion_raised.some((raised) => raised.resolution === '');
  return {
    draft: { ...draft, routing },
    routing: routing.map((one) => `Gdy ${[one.when_pl, ...one.all.map((condition) => condition.label_pl)].filter(Boolean).join(' oraz ')} → ${one.teams.join(', ')}`),
    entry: draft.entry.map((one) => `W każdym innym zgłoszeniu → ${one.team}`),
    findings: [...(unnamed ? [{ part: 'parameters' as const, place: 0, error: true, text: 'Wpisz numer i dzień uchwały rady gminy.' }] : []), ...routing.flatMap((one, place) => (one.reason_pl ? [] : [{ part: 'routing' as const, place, error: true, text: 'Napisz, dlaczego sprawa tam trafia: przeczyta to zespół.' }]))],
    changes: changed ? ['Zmienione reguły'] : [],
    may_be_saved: changed && !unnamed && routing.every((one) => one.reason_pl !== ''),
  };
}

export const REPLAYED: ReplayView = {
  decision: { outcome: 'accepted', refusal: null }, interviews: 214, elsewhere: 2, otherwise: 3, uncaught: 1,
  teams: [{ name: 'zespół świadczeń', lost: 2, gained: 0 }, { name: 'kierownik / dyrektor jednostki', lost: 0, gained: 2 }],
  lines: [
    { number: 'T-2026-000003', before: ['zespół świadczeń'], after: ['kierownik / dyrektor jednostki'], why: ['trafi do: kierownik / dyrektor jednostki (reguła w2: komunalne)'], uncaught: false },
    { number: 'T-2026-000007', before: ['zespół świadczeń'], after: ['kierownik / dyrektor jednostki'], why: [], uncaught: true },
  ],
};
