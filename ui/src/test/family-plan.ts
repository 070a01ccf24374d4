/** An invented plan of work with a family, and a month of its asystent. */
import type { AnswerKind, FamilyPlanView, FieldView, MonthView, PlanGroupView, PlanLineView, SuggestionView, VoiceNoteView } from '../backend/types';

const field = (id: string, label: string, kind: AnswerKind = 'text', options: string[] = []): FieldView => ({
  id, label, hint: null, kind, options: options.map((value) => ({ value, label: value })), max_length: null, required: false, computed: false, overridable: false,
});

const COLUMNS = {
  child: [field('name', 'imię i nazwisko'), field('stay', 'miejsce pobytu', 'choice', ['z rodziną', 'rodzinna piecza zastępcza', 'instytucjonalna piecza zastępcza', 'inne']), field('place', 'u kogo lub w jakiej placówce')],
  problem: [
    field('area', 'obszar', 'choice', ['opieka i wychowanie', 'nauka dzieci', 'zdrowie', 'mieszkanie', 'finanse']), field('problem', 'problem'),
    field('held', 'zasoby posiadane'), field('threatened', 'zasoby zagrożone'), field('lacking', 'zasoby brakujące'),
  ],
  goal: [field('goal', 'cel szczegółowy'), field('effect', 'przewidywany efekt'), field('indicator', 'wskaźnik')],
  action: [
    field('action', 'działanie'), field('goal', 'cel szczegółowy'), field('doer', 'wykonawca', 'choice', ['rodzina', 'asystent rodziny', 'pracownik socjalny', 'instytucja']), field('doer_named', 'kto dokładnie'),
    field('from', 'termin od', 'date'), field('until', 'termin do', 'date'), field('effect', 'przewidywany efekt'), field('indicator', 'wskaźnik'),
  ],
};

/** A line as the core shows it: its first words name it, the rest is said beside. */
function line(record: string, columns: FieldView[], named: string, told: Record<string, string>, of: Partial<PlanLineView> = {}): PlanLineView {
  const details = columns.filter((column) => column.id !== named && told[column.id]).map((column) => ({ label: column.label, text: told[column.id] ?? '' }));
  return { record, title: told[named] ?? '', details, columns: told, by: 'Beata Asystująca', changed_by: null, state: null, suggestions: [], ...of };
}

function group(kind: string, title: string, columns: FieldView[], lines: PlanLineView[], of: Partial<PlanGroupView> = {}): PlanGroupView {
  return { kind, title, columns, lines, proposed: [], acted: false, ...of };
}

const proposed = (record: string, changes: SuggestionView['changes'], of: Partial<SuggestionView> = {}): SuggestionView => ({
  record, by: 'Ewa Terenowska', at: '2026-11-20T13:05:00', changes, may_accept: true, may_refuse: true, own: false, ...of,
});

const MORNINGS = 'Spokojne poranki: dzieci wychodzą do szkoły na czas, najedzone i z przygotowanym tornistrem';
const SCHOOL = 'Cotygodniowa rozmowa z wychowawczynią o obecności i ocenach';

/** A voice note as the core tells of one. */
export const spoken = (record: string, known: Partial<VoiceNoteView> = {}): VoiceNoteView => ({ record, line: null, title: '', seconds: 5, by: 'Beata Asystująca', at: '2026-11-16T10:12:00', place: 'here', own: true, ...known });

/** The version in work after one agreed, with proposals of the social worker. */
export const PLAN: FamilyPlanView = {
  case: 'c1', name: 'Urojona Apolonia', assistant: 'Beata Asystująca', coordinator: null, lacks_coordinator: true, document: 'fp2', in_work: true, main_goal: 'Dzieci zostają w domu i regularnie chodzą do szkoły', from: '2026-04-01', until: '2027-03-31', conflicts: 0, withheld: false,
  may_start: false, may_change: false, may_suggest: true, may_visit: true, may_evaluate: true,
  agreed: [{ document: 'fp1', number: 1, at: '2026-03-20T11:30:00', by: 'Beata Asystująca', valid: true, follows: false }],
  groups: [
    group('family_child', 'Dzieci', COLUMNS.child, [
      line('l1', COLUMNS.child, 'name', { name: 'Zenobia Urojona', stay: 'z rodziną' }),
      line('l2', COLUMNS.child, 'name', { name: 'Gustaw Urojony', stay: 'rodzinna piecza zastępcza', place: 'u babci, Kunegundy Zmyślonej' }, { by: 'Ewa Terenowska' }),
    ]),
    group('family_problem', 'Problemy i zasoby', COLUMNS.problem, [
      line('l3', COLUMNS.problem, 'problem', { area: 'opieka i wychowanie', problem: 'Dzieci spóźniają się do szkoły; matka po nocnych zmianach nie wstaje rano', held: 'pomoc sąsiadki, stała praca matki', threatened: 'zdrowie matki', lacking: 'opieka w godzinach 5–7' }),
    ]),
    group('family_goal', 'Cele szczegółowe', COLUMNS.goal, [
      line('l4', COLUMNS.goal, 'goal', { goal: MORNINGS, effect: 'mniej niż dwa spóźnienia w miesiącu', indicator: 'dziennik elektroniczny' }, {
        changed_by: 'Ewa Terenowska',
        suggestions: [proposed('s1', [{ label: 'wskaźnik', before: 'dziennik elektroniczny', after: 'dziennik elektroniczny i rozmowa z wychowawczynią raz w tygodniu' }])],
      }),
    ]),
    group('family_action', 'Działania', COLUMNS.action, [
      line('l5', COLUMNS.action, 'action', { action: 'Wspólne ułożenie planu poranka i zawieszenie go na lodówce', goal: MORNINGS, doer: 'rodzina', doer_named: 'matka z dziećmi', from: '2026-04-01', until: '2026-06-30', effect: 'każdy wie, co robi rano' }, {
        state: { line: 'l5', title: '', state: 'done', state_name: 'wykonane', note: '', on: '2026-11-16' },
      }),
      line('l6', COLUMNS.action, 'action', { action: SCHOOL, doer: 'rodzina', doer_named: 'matka', from: '2026-04-01', until: '2026-12-31', effect: 'matka wie o kłopotach od razu' }, {
        state: { line: 'l6', title: '', state: 'partly', state_name: 'częściowo', note: '', on: '2026-11-16' },
        suggestions: [proposed('s2', [{ label: 'termin do', before: '2026-12-31', after: '2027-06-25' }], { own: true, by: 'Beata Asystująca', may_accept: false })],
      }),
    ], { acted: true, proposed: [proposed('s3', [{ label: 'działanie', before: '', after: 'Wniosek o miejsce w świetlicy dla Gustawa' }, { label: 'wykonawca', before: '', after: 'pracownik socjalny' }, { label: 'termin do', before: '', after: '2027-01-15' }])] }),
  ],
  visits: [
    {
      record: 'v2', on: '2026-11-16', by: 'Beata Asystująca', own: true, note: 'Mama przeszła na zmiany dzienne. Dzieci same opowiadają o swoim planie poranka.',
      lines: [
        { line: 'l5', title: 'Wspólne ułożenie planu poranka i zawieszenie go na lodówce', state: 'done', state_name: 'wykonane', note: 'Wisi i działa.', on: '2026-11-16' },
        { line: 'l6', title: SCHOOL, state: 'partly', state_name: 'częściowo', note: 'dwie rozmowy w miesiącu zamiast czterech', on: '2026-11-16' },
      ],
      voice: [spoken('n1', { line: 'l6', title: SCHOOL, seconds: 42 })],
    },
    { record: 'v1', on: '2026-11-02', by: 'Beata Asystująca', own: true, note: '', lines: [{ line: 'gone', title: '', state: 'changed', state_name: 'zmienione', note: '', on: '2026-11-02' }], voice: [] },
  ],
  unwritten: null,
  evaluations: [{ document: 'fe1', on: '2026-06-01', by: 'Beata Asystująca', conclusion: 'kontynuacja pracy z rodziną', handed_to: 'Ośrodek Pomocy Społecznej w Konstancinie-Jeziornie', in_work: false }],
  evaluation_due: { on: '2026-12-01', days_left: 9, called_for: true },
  line_states: [{ id: 'done', name: 'wykonane' }, { id: 'partly', name: 'częściowo' }, { id: 'not_done', name: 'niewykonane' }, { id: 'changed', name: 'zmienione' }],
};

/** A family that has nothing yet. */
export const NO_PLAN: FamilyPlanView = {
  ...PLAN, lacks_coordinator: false, document: null, in_work: false, main_goal: '', from: null, until: null, agreed: [], groups: [], visits: [], evaluations: [], evaluation_due: { on: '2027-05-02', days_left: 161, called_for: false },
  may_start: true, may_suggest: false, may_visit: false, may_evaluate: false,
};

/** The plan agreed last while nothing of it is being changed. */
export const AGREED_PLAN: FamilyPlanView = {
  ...PLAN, document: 'fp1', in_work: false, may_change: true,
  groups: PLAN.groups.map((one) => ({
    ...one, proposed: one.proposed.map((waiting) => ({ ...waiting, may_accept: false, may_refuse: waiting.own })),
    lines: one.lines.map((kept) => ({ ...kept, suggestions: kept.suggestions.map((waiting) => ({ ...waiting, may_accept: false, may_refuse: waiting.own })) })),
  })),
};

/** The plan once a proposal was settled. */
export function settled(plan: FamilyPlanView, record: string): FamilyPlanView {
  const rest = (all: SuggestionView[]) => all.filter((one) => one.record !== record);
  return { ...plan, groups: plan.groups.map((one) => ({ ...one, proposed: rest(one.proposed), lines: one.lines.map((kept) => ({ ...kept, suggestions: rest(kept.suggestions) })) })) };
}

export const MONTH: MonthView = {
  month: '2026-11',
  families: [
    { case: 'c1', name: 'Urojona Apolonia', visits: 2, lines: [1, 1, 0, 1], plan_agreed: false, evaluated: false, ended_on: null },
    { case: 'c3', name: 'Fikcyjny Kajetan', visits: 4, lines: [6, 2, 1, 0], plan_agreed: true, evaluated: true, ended_on: null },
    { case: 'c2', name: 'Zmyślińska-Wyimaginowana Małgorzata', visits: 1, lines: [2, 0, 0, 0], plan_agreed: false, evaluated: true, ended_on: '2026-11-12' },
  ],
};
