/** Invented people and visits for tests and for the development page. */
import type {
  AssessmentView, AttachmentsView, CaseloadView, CaseView, DocumentView, ExchangeView, FormView, HandOverView, InboxView, PassOnChoices, ProfileView, PurposeView,
  RecordView, ReportChoices, Seat, SessionView, StatusView, TermView, TimelineView,
} from '../backend/types';
import form from './form.json';
import { LATE, REMINDER, SOONEST, UPDATE } from './terms';

export const FORM = form as FormView;
export const TODAY = '2026-11-22T09:41:00';
export const ROOT = '019a0000-0000-7000-8000-000000000001';
export const MEMBER = '019a0000-0000-7000-8000-000000000002';
export const INCOME = '019a0000-0000-7000-8000-000000000003';
export const CHILD = '019a0000-0000-7000-8000-000000000004';

export const SAVED: StatusView = { saved_at: '2026-11-22T09:32:00', accepted: null, unsent_changes: 3, attachments_waiting: 0, deposited: false };
const FRESH: StatusView = { saved_at: null, accepted: null, unsent_changes: 0, attachments_waiting: 0, deposited: false };
const ACCEPTED: StatusView = { saved_at: '2026-11-18T14:32:00', accepted: { number: 'P/2026/0117', at: '2026-11-18T15:01:00' }, unsent_changes: 0, attachments_waiting: 0, deposited: false };

export const TERM: TermView = {
  due: '2026-11-24', working_days_left: 1, urgent: true, basis: '§ 3 ust. 3 rozporządzenia z 8.04.2021 r.',
  explanation: 'Dwa dni robocze od zgłoszenia z 20 listopada 2026 r. Pominięto sobotę 21 i niedzielę 22 listopada.',
};
const LATER: TermView = { ...TERM, due: '2026-12-09', working_days_left: 12, urgent: false, basis: '§ 3 ust. 2 rozporządzenia z 8.04.2021 r.', explanation: 'Czternaście dni roboczych od zgłoszenia z 19 listopada 2026 r. Pominięto soboty i niedziele.' };

export function visit(change: Partial<CaseView> = {}): CaseView {
  return {
    case: 'c1', document: null, name: 'Leokadia Nibylska', address: 'ul. Niby-Lipowa 7, 05-510 Konstancin-Jeziorna', phone: '000 000 101',
    subject: 'zasiłek celowy na opał', received: '2026-11-20T10:20:00', term: TERM, soonest: SOONEST, terms_withheld: false, form_title: null, box: null, shared: false, status: FRESH, attempts: [],
    conflicts: 0, unregistered: false, worker: null, sygnatura: null, refused_seal: null, returned: null, version: 1, superseded: false, statement_missing: false, late_edits: 0, joined: [], ...change,
  };
}

export const VISITS: CaseView[] = [
  visit(),
  visit({ case: 'c2', name: 'Barnaba i Kunegunda Wymyśleni', address: 'ul. Przykładowa 12 m. 4, 05-520 Konstancin-Jeziorna', subject: 'zasiłek okresowy, posiłek dla dzieci', term: LATER, soonest: { clock: 'contract_assessment', due: '2026-12-01', days_left: 9 }, attempts: [{ kind: 'nobody_home', at: '2026-11-19T12:10:00', note: '' }] }),
  visit({ case: 'c3', name: 'Teodor Zmyślony', address: 'Bielawa, ul. Polna 3', phone: '', subject: 'usługi opiekuńcze', term: { ...LATER, due: '2026-11-20', working_days_left: -1 }, soonest: LATE, unregistered: true }),
];

export const INTERVIEWS: CaseView[] = [
  visit({ case: 'c4', document: ROOT, name: 'Leokadia Nibylska', term: LATER, form_title: 'część I', box: 'draft', status: SAVED, conflicts: 1 }),
  visit({ case: 'c5', document: 'd5', name: 'Gracjan Fikcyjny', address: 'ul. Zmyślona 1', soonest: null, form_title: 'część I', box: 'ready', status: { ...SAVED, unsent_changes: 41 }, sygnatura: '7K3QD9XW2MB4TZ8RVN50' }),
  visit({ case: 'c6', document: 'd6', name: 'Apolonia Urojona', address: 'ul. Bajkowa 22 m. 8', soonest: UPDATE, form_title: 'część I', box: 'sent', status: ACCEPTED, sygnatura: '7K3QD9XW2MB4TZ8RVN51' }),
];

export const EXCHANGE: ExchangeView = { state: 'idle', sent: 0, to_send: 44, received: 0, last_success: '2026-11-20T15:12:00', problem: null, attachments: { waiting: 0, missing: 0, percent: null }, quarantined: [], notices: [], backup: null, expiring: [], lease: { state: 'running', withdrawn: false, days: 14, days_left: 12, open_visit: null, authorisation: null } };

export function records(): RecordView[] {
  return [
    {
      id: ROOT, kind: 'interview', parent: null, order: 0,
      answers: {
        first_name: 'Leokadia', last_name: 'Nibylska', born: '1955-03-08', pesel: '55030899181', postal_code: '05-510', locality: 'Konstancin-Jeziorna',
        street: 'Niby-Lipowa', house_number: '7', phone: '000 000 101', citizenship: 'polskie', sex: 'kobieta', reasons: ['1) ubóstwo', '6) długotrwała lub ciężka choroba'],
        expenses_electricity: 14230, expenses_gas: 8500, expenses_medicines: 21000, housing_title: 'własność lokalu/domu', rooms: 2,
        needs: 'Pani Leokadia zgłasza potrzebę pomocy w zakupie opału na rozpoczynający się sezon grzewczy.',
        skip_d: { decision: 'nie dotyczy', reason: 'Osoba samotna na emeryturze.' },
      },
    },
    {
      id: MEMBER, kind: 'member', parent: ROOT, order: 1,
      answers: { member_first_name: 'Leokadia', member_last_name: 'Nibylska', member_born: '1955-03-08', member_sex: 'kobieta', relation: 'osoba, z którą przeprowadzany jest wywiad', household: 1, labour_position: 'emeryt' },
    },
    { id: INCOME, kind: 'income', parent: MEMBER, order: 1, answers: { row: { kind: 'emerytura', month: '2026-10', gross: 81240, health: 7312, document: 'decyzja ZUS o waloryzacji od 1.03.2026' } } },
    { id: CHILD, kind: 'member', parent: ROOT, order: 2, answers: { member_first_name: 'Gustaw', member_last_name: 'Nibylski', relation: 'wnuk', household: 1 } },
  ];
}

export const PROFILES: ProfileView[] = [
  { id: 'p1', person: 'Ewa Terenowska', centre: 'Ośrodek Pomocy Społecznej w Konstancinie-Jeziornie', practice: false, wait_s: 0 },
  { id: 'p2', person: 'Marek Objazdowy', centre: 'Ośrodek Pomocy Społecznej w Konstancinie-Jeziornie', practice: false, wait_s: 4 },
  { id: 'p3', person: 'Ćwicząca Osoba', centre: 'Ośrodek zmyślony', practice: true, wait_s: 0 },
];

export function session(seats: Seat[] = ['field'], practice = false): SessionView {
  return {
    profile: 'p1', person_id: 'u1', person: 'Ewa Terenowska', centre: 'Ośrodek Pomocy Społecznej w Konstancinie-Jeziornie', practice, seats, breaks_glass: (seats.includes('field') || seats.includes('head')) && !practice,
    teams: [{ id: 'konstancin-swiadczenia', name: 'Zespół świadczeń' }, { id: 'konstancin-praca', name: 'Zespół pracy socjalnej' }], place: null,
  };
}

export const CHOICES: ReportChoices = {
  channels: ['osobiście', 'telefon', 'pismo', 'e-mail', 'z urzędu'],
  help: ['zasiłek stały', 'zasiłek okresowy', 'zasiłek celowy', 'praca socjalna', 'usługi opiekuńcze', 'posiłek', 'schronienie', 'asystent rodziny'],
  flags: ['przemoc domowa', 'bezdomność', 'dziecko zagrożone'],
  reporter_kinds: ['osoba zainteresowana', 'członek rodziny', 'osoba obca', 'instytucja'],
  workers: [
    { person: 'u1', name: 'Ewa Terenowska', team: 'Zespół świadczeń', open_visits: 3 },
    { person: 'u2', name: 'Marek Objazdowy', team: 'Zespół pracy socjalnej', open_visits: 1 },
  ],
};

export const INBOX: InboxView[] = [
  {
    case: 'c6', document: 'd6', name: 'Apolonia Urojona', team: 'konstancin-swiadczenia', team_name: 'Zespół świadczeń', outside: false,
    why: 'W planie pomocy jest zasiłek celowy, a o świadczeniach pieniężnych rozstrzyga decyzja tego zespołu.', basis: 'art. 39 i art. 106 ust. 1 ustawy o pomocy społecznej',
    soonest: UPDATE, terms_withheld: false, arrived_at: '2026-11-18T15:01:00', approved_by: 'Ewa Terenowska', receipt: ACCEPTED.accepted, taken_by: null, mine: false, whole_case: false, passed_on: false, urgent: false, waiting: false, returned: false, version: 1, round: 0, joined: [],
  },
  {
    case: 'c7', document: 'd7', name: 'Hilary Nieistniejący', team: 'konstancin-praca', team_name: 'Zespół pracy socjalnej', outside: false,
    why: 'W planie pomocy jest praca socjalna.', basis: 'art. 45 ustawy o pomocy społecznej',
    soonest: LATE, terms_withheld: false, arrived_at: '2026-11-20T11:00:00', approved_by: 'Marek Objazdowy', receipt: { number: 'P/2026/0121', at: '2026-11-20T11:00:00' }, taken_by: 'Ewa Terenowska', mine: true, whole_case: false, passed_on: false, urgent: true, waiting: true, returned: true, version: 2, round: 1, joined: [],
  },
];

const PASSED: HandOverView = {
  hand_over: 'h1', case: 'c8', document: 'd8', name: 'Zenobia Zmyślona', kind: 'hand_over', from: 'Zespół świadczeń', to: 'Zespół pracy socjalnej', outside: false,
  reason: 'Rodzina chce pracować nad długami.', reply: null, state: 'sent', waiting: null, steps: [{ state: 'sent', by: 'Paweł Biurowski', at: '2026-11-20T09:12:00', not_permitted: false, taken_in_by: null }],
  incoming: true, may_answer: true, may_finish: false, may_revoke: false, left_work: 0,
};
export const HAND_OVERS: HandOverView[] = [
  PASSED,
  { ...PASSED, hand_over: 'h2', case: 'c10', document: null, name: 'Kunegunda Bajkowa', kind: 'caseload', from: 'Marek Objazdowy', to: 'Ewa Terenowska', reason: 'Zwolnienie lekarskie.', state: 'accepted', steps: [...PASSED.steps, { state: 'accepted', by: 'Ewa Terenowska', at: '2026-11-20T10:00:00', not_permitted: false, taken_in_by: 'Anna Kierownicka' }], may_answer: false, may_finish: true, left_work: 3 },
  { ...PASSED, hand_over: 'h3', case: 'c6', document: 'd6', name: 'Apolonia Urojona', kind: 're_route', from: 'Zespół świadczeń', to: 'Zespół usług', reason: null, reply: 'Nie prowadzimy tej rodziny.', state: 'refused', steps: [...PASSED.steps, { state: 'refused', by: 'Olga Usługowa', at: '2026-11-21T08:05:00', not_permitted: false, taken_in_by: null }], incoming: false, may_answer: false },
];
export const PASS_ON_CHOICES: PassOnChoices = {
  teams: [{ id: 'konstancin-uslugi', name: 'Zespół usług' }, { id: 'kierownik', name: 'kierownik / dyrektor jednostki' }, { id: 'inny-ops', name: 'ośrodek pomocy społecznej innej gminy' }],
  people: [{ person: 'u2', name: 'Iga Biurowska' }], services: [{ id: 'konstancin-uslugi', name: 'Zespół usług' }],
};
export const CASELOAD: CaseloadView = {
  of: [{ person: 'u2', name: 'Marek Objazdowy' }], outcome: 'accepted', workers: [{ person: 'u1', name: 'Ewa Terenowska' }, { person: 'u3', name: 'Olga Usługowa' }],
  cases: [
    { case: 'c1', number: 'T-2026-000014', name: 'Leokadia Nibylska', visits: 1, in_work: 0, taken: 0 },
    { case: 'c2', number: 'T-2026-000019', name: null, visits: 2, in_work: 1, taken: 5 },
  ],
};
export const TIMELINE: TimelineView = {
  case: 'c6', name: 'Apolonia Urojona', withheld: ['notatki z pracy socjalnej'],
  now: [{ what: 'in-team', whom: 'Zespół świadczeń', by: 'Iga Biurowska', since: '2026-11-21T10:20:00' }, { what: 'being-passed-on', whom: 'Zespół usług', by: 'Paweł Biurowski', since: '2026-11-21T11:00:00' }],
  entries: [
    { what: 'passed-on', at: '2026-11-21T11:00:00', by: 'Paweł Biurowski', whom: 'Zespół usług', detail: 'Potrzebne usługi opiekuńcze.', document: 'd6' },
    { what: 'taken', at: '2026-11-21T10:20:00', by: 'Iga Biurowska', whom: 'Zespół świadczeń', detail: null, document: null },
    { what: 'routed', at: '2026-11-18T15:01:00', by: 'ośrodek', whom: 'Zespół świadczeń', detail: 'W tym wywiadzie: zasiłek celowy. O świadczeniach pieniężnych rozstrzyga decyzja tego zespołu.', document: 'd6' },
    { what: 'accepted', at: '2026-11-18T15:01:00', by: 'ośrodek', whom: null, detail: 'W-2026-000007', document: 'd6' },
    { what: 'approved', at: '2026-11-18T14:32:00', by: 'Ewa Terenowska', whom: null, detail: '7K3QD 9XW2M B4TZ8 RVN51', document: 'd6' },
    { what: 'visit-assigned', at: '2026-11-10T09:00:00', by: 'ośrodek', whom: 'Ewa Terenowska', detail: null, document: null },
    { what: 'registered', at: '2026-11-10T08:31:00', by: 'ośrodek', whom: null, detail: 'T-2026-000021', document: null },
    { what: 'reported', at: '2026-11-10T08:30:00', by: 'Halina Dyżurna', whom: null, detail: null, document: null },
  ],
};

export const DOCUMENT: DocumentView = {
  case: 'c6', title: 'Rodzinny wywiad środowiskowy – część I', subtitle: 'Apolonia Urojona, ul. Bajkowa 22 m. 8',
  seal: { sygnatura: '7K3QD9XW2MB4TZ8RVN51', sha256: '9f2c41d0e5b7a8c36d1f'.repeat(3).slice(0, 64), approved_at: '2026-11-18T14:32:00', by: 'Ewa Terenowska' },
  receipt: ACCEPTED.accepted, withheld: ['Sytuacja zdrowotna'],
  routes: [{ team: 'konstancin-swiadczenia', team_name: 'Zespół świadczeń', why: 'W planie pomocy jest zasiłek celowy.', basis: 'art. 39 ustawy o pomocy społecznej' }],
  sections: [
    {
      letter: 'A', title: 'Dane osoby wnioskującej o pomoc i jej rodziny', note: null,
      blocks: [
        { title: 'Osoba, z którą przeprowadza się wywiad', lines: [{ at: { record: 'd6', field: 'first_name' }, label: 'Imię', text: 'Apolonia' }, { at: { record: 'd6', field: 'last_name' }, label: 'Nazwisko', text: 'Urojona' }, { at: { record: 'd6', field: 'born' }, label: 'Data urodzenia', text: '14.02.1961' }], table: null },
        { title: 'Dochody', lines: [], table: { columns: ['Rodzaj', 'Miesiąc', 'Kwota'], fields: ['kind', 'month', 'amount'], row_field: 'row', rows: [{ record: 'i1', cells: ['emerytura', '10.2026', '1 812,40 zł'] }, { record: 'i2', cells: ['zasiłek pielęgnacyjny', '10.2026', '215,84 zł'] }] } },
      ],
    },
    { letter: 'B', title: 'Analiza sytuacji rodzinnej', note: null, blocks: [] },
    { letter: 'D', title: 'Analiza sytuacji zawodowej', note: 'Nie dotyczy: osoba na emeryturze.', blocks: [] },
  ],
};

export const ASSESSMENT: AssessmentView = {
  withheld: [], assessed: true, documents_noted: true, assessed_on: '2026-11-18', income_month: '2026-10',
  persons: [
    {
      person: 'm1', name: 'Apolonia Urojona', counted: true, household: 1,
      rows: [
        {
          row: 'i1', kind: 'emerytura', verdict: 'counted', amount: 142_310, fee_only: null, why: null, basis: null, spread: null,
          steps: [{ text: 'emerytura: 1 600,00 zł − zaliczka na podatek 0,00 zł − składka zdrowotna 176,90 zł = 1 423,10 zł', amount: 142_310, basis: 'art. 8 ust. 3' }],
        },
        { row: 'i2', kind: 'bon energetyczny', verdict: 'left_out', amount: null, fee_only: null, why: 'bon energetyczny', basis: 'art. 8 ust. 4 pkt 21', steps: [], spread: null },
      ],
    },
  ],
  sums: [
    { use_of: 'money', household: 142_310, per_person: 142_310 },
    { use_of: 'staly', household: 142_310, per_person: 142_310 },
    { use_of: 'fee', household: 142_310, per_person: 142_310 },
  ],
  criterion: { kind: 'osoba samotnie gospodarująca', per_person: 101_000, household: 101_000, raised_household: null },
  within_criterion: false, below_criterion: false,
  steps: [{ text: 'Liczy się miesiąc poprzedzający wniosek, październik 2026.', amount: null, basis: 'art. 8 ust. 3' }],
  estimated: true, documents_asked: true,
  estimates: [{ benefit: 'specjalny zasiłek celowy', person: null, amount: { is: 'known', min: null, max: 101_000 }, formula: 'w szczególnie uzasadnionym przypadku', basis: 'art. 41 pkt 1' }],
  service_fee: null, tolerance: null,
  documents: [{ name: 'oświadczenie o stanie majątkowym', person: '', form: 'oświadczenie', number: '12/2026', date: '2026-11-20', seen_by: 'Ewa Terenowska', lacks: [], refused: null }, { name: 'dowód osobisty lub inny dokument tożsamości', person: 'Apolonia Urojona', form: 'kopia poświadczona', number: null, date: null, seen_by: null, lacks: ['data', 'kto przyjął'], refused: 'Z dokumentów tożsamości nie robi się kopii (§ 11 rozporządzenia z 2021 r.).' }],
  missing_documents: [{ point: '20', person: 'm1', name: 'Apolonia Urojona', document: 'oświadczenie o stanie majątkowym', ask: 'wypełnione i podpisane oświadczenie o stanie majątkowym', because: 'bo składa je każdy, kto prosi o pomoc' }],
  reminders: [REMINDER],
  alerts: [], open: [], warnings: [], relative_above_criterion: null,
};

export const PURPOSES: PurposeView[] = [
  {
    id: 'first_application', name: 'Pierwszy wniosek o pomoc', form_title: 'Kwestionariusz rodzinnego wywiadu środowiskowego – część I',
    why: 'Część I wypełnia się u osoby, która ubiega się o pomoc po raz pierwszy.', basis: 'art. 107 ust. 1 u.p.s.', missing: null, suggested: true, in_work: null, begun: [], continues: [],
  },
  {
    id: 'update', name: 'Aktualizacja – kolejny wniosek, zmiana danych albo termin', form_title: 'Kwestionariusz rodzinnego wywiadu środowiskowego – część IV (aktualizacja)',
    why: 'Część IV aktualizuje ostatni zatwierdzony wywiad.', basis: 'art. 107 ust. 4 u.p.s.',
    missing: 'W tej sprawie nie ma jeszcze zatwierdzonego wywiadu, który można by zaktualizować.', suggested: false, in_work: null, begun: [], continues: [],
  },
];

const LINE = { person: null, form: null, added_on: '2026-11-20', by: 'Ewa Terenowska', saved: [] };
/** Two attachments: one the office has, one that waits here. */
export const ATTACHMENTS: AttachmentsView = {
  attachments: [
    { ...LINE, record: 'a1', title: 'Odcinek emerytury', kind: 'dowód otrzymania renty, emerytury lub podobnego świadczenia', point: '10', media: 'jpeg', kilobytes: 840, place: 'in_office' },
    { ...LINE, record: 'a2', title: 'Zaświadczenie o zarobkach', kind: 'zaświadczenie albo oświadczenie o wynagrodzeniu z umowy o pracę', point: '7', media: 'pdf', kilobytes: 1434, place: 'here' },
  ],
  kinds: [
    { point: '1', name: 'dowód osobisty lub inny dokument tożsamości', refused: 'Z dokumentów tożsamości nie robi się kopii (§ 11 rozporządzenia z 2021 r.). Wystarczy ich okazanie.' },
    { point: '7', name: 'zaświadczenie albo oświadczenie o wynagrodzeniu z umowy o pracę', refused: null },
    { point: '10', name: 'dowód otrzymania renty, emerytury lub podobnego świadczenia', refused: null },
  ],
  room: { file: 20, case: 200, used: 3, low_disk: null },
  forms: [{ name: 'kopia poświadczona', says: 'kopia poświadczona przez upoważnionego pracownika socjalnego, który widział oryginał' }],
  persons: [{ person: 'p1', name: 'Leokadia Nibylska' }, { person: 'p2', name: 'Hieronim Nibylski' }],
  open: ['7', '10'],
};
