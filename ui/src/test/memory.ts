/** A backend of invented data for tests and for dev.html. It never ships, and it knows no rule: a required answer is there or it is not. */
import type { Answer, Arguments, Backend, CommandName } from '../backend';
import { COMMANDS } from '../backend/backend';
import type { AuthorisedView, BackupTroubleView, BrokenGlassView, LeaseView, ChangeView, EvaluationView, FindingView, GlassOpenedView, HandOverView, InterviewView, JoinedFamilyView, JsonValue, PartnerFileView, PersonFoundView, Problem, ProblemCode, RecordView, SectionProgress, SessionView } from '../backend/types';
import { PINS, PLANS, standing } from './standing';
import { ASSISTANCE, FAMILIES, REQUESTS } from './assistance';
import { MONTH, PLAN, settled } from './family-plan';
import { Tape } from './voice';
import { AGENDA, TERMS } from './terms';
import { ALIKE, JOINT_EDITS } from './alike';
import { BOARD, PERIOD } from './board';
import { HELD, HELD_CONTENT } from './held';
import { LOG } from './log';
import { examined, ORGANISATION, REPLAYED } from './organisation';
import { CONFLICT, decided, DESK, undone } from './desk';
import { PARTNERS, PASSABLE } from './partners';
import { BLANKS, PAPERS, PICTURES, SHEET } from './papers';
import { ASSESSMENT, ATTACHMENTS, CASELOAD, CHOICES, DOCUMENT, EXCHANGE, FORM, HAND_OVERS, INBOX, INTERVIEWS, PASS_ON_CHOICES, PROFILES, PURPOSES, records, ROOT, SAVED, session, TERM, TIMELINE, TODAY, visit, VISITS } from './fixtures';

type Commands = { [C in CommandName]: (args: Arguments<C>) => Answer<C> };

export function problem(code: ProblemCode, parameters: Record<string, string> = {}): Problem {
  return { code, parameters };
}

export class MemoryBackend implements Backend {
  records: RecordView[] = records();
  inbox = structuredClone(INBOX);
  /** Whom the office knows when it is asked before a file is opened. */
  known: PersonFoundView[] = [];
  attachments = structuredClone(ATTACHMENTS);
  desk = structuredClone(DESK);
  held_content = structuredClone(HELD_CONTENT);
  assistance = ASSISTANCE;
  plan = PLAN;
  tape = new Tape();
  log = LOG;
  glass: GlassOpenedView = { decision: { outcome: 'accepted', refusal: null }, case: 'c1', until: '2026-11-23T00:00:00' };
  broken: BrokenGlassView[] = [];
  hand_overs: HandOverView[] = [];
  partners = PARTNERS;
  passable = PASSABLE;
  /** What the next file from another centre is. */
  partner_file: PartnerFileView | null = null;
  opened: SessionView | null;
  /** Commands that answer with a problem, until taken out. */
  failing = new Map<CommandName, Problem>();
  calls: [CommandName, unknown][] = [];
  view: Partial<InterviewView> = {};
  overrides: Partial<Commands> = {};

  constructor(opened: SessionView | null = session()) {
    this.opened = opened;
  }

  async call<C extends CommandName>(command: C, args: Arguments<C>): Promise<Answer<C>> {
    if (!COMMANDS.includes(command)) throw problem('internal');
    this.calls.push([command, structuredClone(args)]);
    const failure = this.failing.get(command);
    if (failure) throw failure;
    const answer = (this.overrides[command] ?? this.#commands[command]) as (args: Arguments<C>) => Answer<C>;
    return structuredClone(answer(args));
  }

  beforeClose(): () => void {
    return () => undefined;
  }

  /** The last value saved to a field. */
  saved(record: string, field: string): JsonValue | undefined {
    const found = this.calls.filter(([name, args]) => name === 'save_answer' && (args as { record: string }).record === record && (args as { field: string }).field === field).at(-1);
    return (found?.[1] as { value: JsonValue } | undefined)?.value;
  }

  evaluation(): EvaluationView {
    const root = this.records.find((record) => record.kind === 'interview');
    const findings: FindingView[] = [];
    const sections: SectionProgress[] = FORM.sections.map((section) => {
      const fields = section.blocks.filter((block) => block.kind === 'fields').flatMap((block) => block.fields);
      const has = (id: string) => root?.answers[id] !== undefined && root.answers[id] !== null;
      for (const field of fields.filter((one) => one.required && !has(one.id))) {
        findings.push({ section: section.id, record: ROOT, field: field.id, column: null, severity: 'error', rule: 'required', text: `Brakuje odpowiedzi: ${field.label}.` });
      }
      const answered = fields.filter((field) => has(field.id)).length;
      const skipped = section.skip_field !== null && has(section.skip_field);
      const errors = findings.filter((finding) => finding.section === section.id).length;
      const state = skipped ? 'skipped' : answered === 0 ? 'unopened' : errors > 0 ? 'in_progress' : answered > 3 ? 'complete' : 'in_progress';
      return { section: section.id, state, answered, asked: fields.length, errors, warnings: section.id === 'A' ? 1 : 0 };
    });
    if (root?.answers['pesel'] === '55030899181') {
      findings.push({ section: 'A', record: ROOT, field: 'pesel', column: null, severity: 'warning', rule: 'pesel-sum', text: 'Numer PESEL jest błędny: nie zgadza się suma kontrolna, data albo długość.' });
    }
    findings.push({ section: 'A', record: ROOT, field: 'reasons', column: null, severity: 'note', rule: 'poverty-alone', text: 'Samo ubóstwo nie wystarcza do świadczeń pieniężnych.' });
    return {
      unasked: ['foreigner_document_kind', 'foreigner_document_number', 'foreigner_document_date'].map((field) => ({ record: ROOT, field })),
      computed: [{ record: ROOT, field: 'expenses_total', value: 43730, text: '437,30 zł' }, { record: ROOT, field: 'income_total', value: 73928, text: '739,28 zł' }],
      findings, sections, complete: findings.every((finding) => finding.severity !== 'error'),
    };
  }

  #interview = (): InterviewView => ({
    case: 'c4', document: ROOT, form: FORM, records: this.records, evaluation: this.evaluation(),
    conflicts: [CONFLICT],
    status: SAVED, shared: false, term: TERM, seal: null, place: null, read_only: false, withheld: [], update: null, correction: null, pins: [], ...this.view,
  });

  /** What the office says of its copies. */
  backup: BackupTroubleView | null = null;
  lease: LeaseView | null = EXCHANGE.lease;
  expiring: AuthorisedView[] = [];
  standing = standing();
  terms = TERMS;
  agenda = AGENDA;
  pins = PINS;
  purposes = PURPOSES;
  /** Nothing is joined until a test says so. */
  family: JoinedFamilyView = { number: 'T-2026-000001', files: [], interviews: [] };

  #passed = (): HandOverView => {
    const [first] = HAND_OVERS;
    if (!first) throw problem('not-found');
    return first;
  };

  /** What an update says has changed. */
  changes: ChangeView[] = [];
  #saved = () => ({ saved_at: '2026-11-22T14:32:00', evaluation: this.evaluation(), update: null });

  #commands: Commands = {
    profiles: () => PROFILES,
    ask_recovery: () => ({ path: '/media/pendrive/prosba-o-haslo.teren' }),
    recover: () => (this.opened ??= session()),
    enrol: () => (this.opened ??= session()),
    unlock: ({ passphrase }) => {
      if (passphrase === 'zle') throw problem('wrong-passphrase', { wait_s: '4' });
      return (this.opened ??= session());
    },
    lock: () => (this.opened = null),
    session: () => this.opened,
    start_practice: () => (this.opened = session(['field'], true)),
    overview: () => ({ today: TODAY, visits: VISITS, interviews: INTERVIEWS, exchange: EXCHANGE }),
    search: ({ text }) => [...VISITS, ...INTERVIEWS].filter((found) => found.name.toLowerCase().includes(text.toLowerCase())),
    open_unregistered: ({ first_name, last_name, address }) => visit({ case: 'c9', name: `${first_name} ${last_name}`, address, unregistered: true, term: null }),
    record_attempt: ({ kind, note }) => visit({ attempts: [{ kind, at: TODAY, note }] }),
    purposes: () => this.purposes,
    start_interview: this.#interview,
    continue_interview: this.#interview,
    open_interview: this.#interview,
    save_answer: ({ record, field, value }) => {
      const held = this.records.find((kept) => kept.id === record);
      if (!held) throw problem('not-found');
      held.answers[field] = value;
      return this.#saved();
    },
    leave_field: () => null,
    add_record: ({ kind, parent }) => {
      const record: RecordView = { id: `new-${this.records.length}`, kind, parent: parent ?? ROOT, order: this.records.length, answers: {} };
      this.records.push(record);
      return record;
    },
    remove_record: ({ record }) => {
      this.records = this.records.filter((kept) => kept.id !== record && kept.parent !== record);
      return this.#saved();
    },
    restore_record: () => this.#saved(),
    remember_place: () => null,
    review: () => ({ findings: [], sections: this.evaluation().sections, complete: true, conflicts: 0, questions: 0, routes: DOCUMENT.routes }),
    approve: () => ({ sygnatura: '7K3QD-9XW2M-B4TZ8-RVN5X', sha256: 'ab'.repeat(32), approved_at: TODAY, by: 'Ewa Terenowska' }),
    share: () => SAVED,
    verify_sygnatura: ({ sygnatura }) => ({
      verdict: sygnatura.startsWith('7') ? 'matches' : 'mistyped', case: null, name: sygnatura.startsWith('7') ? 'Apolonia Urojona' : null,
      approved_at: sygnatura.startsWith('7') ? '2026-11-18T14:32:00' : null, unverified_categories: [],
    }),
    read_document: () => DOCUMENT,
    assessment: () => ASSESSMENT,
    confirm_carried: () => this.#saved(),
    changes: () => this.changes,
    papers: () => PAPERS,
    paper_pictures: () => PICTURES,
    print_paper: () => null,
    save_paper: () => ({ path: 'E:\\wydruk.pdf' }),
    save_data: ({ format }) => ({ path: `E:\\wywiad.${format}` }),
    sheet: () => SHEET,
    blank_forms: () => BLANKS,
    attachments: () => this.attachments,
    add_attachment: ({ input }) => {
      const [first] = this.attachments.attachments;
      const kind = this.attachments.kinds.find((one) => one.point === input.point);
      if (first) this.attachments.attachments.push({ ...first, record: `a${this.attachments.attachments.length + 1}`, title: input.title, point: input.point, kind: kind?.name ?? '', place: 'here' });
      return this.attachments;
    },
    remove_attachment: ({ record }) => {
      this.attachments.attachments = this.attachments.attachments.filter((one) => one.record !== record);
      return this.attachments;
    },
    read_attachment: ({ record }) => (record === 'a1' ? { as: 'photograph', media: 'image/png', base64: PICTURES[0]?.png ?? '' } : { as: 'pages', pages: PICTURES, of: 70 }),
    save_attachment: () => ({ path: '/pulpit/teren-zalacznik.jpg' }),
    merge_queue: () => [{ case: 'c4', document: ROOT, name: DESK.name, form_title: DESK.form_title, conflicts: this.desk.conflicts.length, twins: this.desk.twins.length, term: TERM, writers: ['Ewa Terenowska', 'Marek Objazdowy'] }],
    merge_desk: () => this.desk,
    decide: ({ decision }) => {
      if (!decision.reason.trim()) throw problem('invalid-input', { field: 'reason' });
      return (this.desk = decided(this.desk, decision));
    },
    undo_decision: ({ decision, reason }) => (this.desk = undone(this.desk, decision, reason)),
    settle_twins: () => (this.desk = { ...this.desk, twins: [] }),
    answer_history: () => [{ id: 'e:1', part: null, value: '000 000 101', text: '000 000 101', author: 'Ewa Terenowska', device: { here: true, number: 1 }, at: '2026-11-21T14:05:00', standing: 'disputed' }],
    exchange: () => ({ ...EXCHANGE, backup: this.backup, lease: this.lease, expiring: this.expiring, state: 'running', sent: 12, to_send: 32, received: 3 }),
    exchange_status: () => ({ ...EXCHANGE, backup: this.backup, lease: this.lease, expiring: this.expiring }),
    courier_write: () => ({ path: 'E:\\teren-2026-11-22.kurier' }),
    courier_read: () => ({ ...EXCHANGE, state: 'done', sent: 44, to_send: 0, received: 7 }),
    report_choices: () => CHOICES,
    preview_entry: () => ({ team: 'konstancin-swiadczenia', team_name: 'Zespół świadczeń', why: 'Proszą o zasiłek celowy.', term: TERM }),
    register_report: ({ report }) => [...VISITS, ...INTERVIEWS].find((known) => known.case === report.case) ?? visit({ name: `${report.first_name} ${report.last_name}` }),
    assign_visit: () => ({ case: visit({ worker: 'Ewa Terenowska' }), outcome: 'accepted' }),
    inbox: () => this.inbox,
    board: () => BOARD,
    period_report: () => PERIOD,
    save_figures: ({ format }) => ({ path: `E:\\zestawienie.${format}` }),
    save_support: () => ({ path: 'E:\\teren-pomoc-techniczna.json' }),
    organisation: () => ORGANISATION,
    examine_rules: ({ draft }) => examined(draft),
    replay_rules: () => REPLAYED,
    propose_structure: () => ({ outcome: 'accepted', refusal: null }),
    place_member: () => ({ outcome: 'accepted', refusal: null }),
    authorise: () => ({ outcome: 'accepted', refusal: null }),
    finish_work: () => 'accepted',
    pass_on_choices: () => PASS_ON_CHOICES,
    pass_on: () => this.#passed(),
    hand_overs: () => this.hand_overs,
    answer_hand_over: ({ hand_over, state }) => {
      const found = this.hand_overs.find((kept) => kept.hand_over === hand_over);
      if (!found) throw problem('not-found');
      return Object.assign(found, { waiting: state, may_answer: false, may_finish: false, may_revoke: false });
    },
    caseload: ({ person }) => (person ? CASELOAD : { ...CASELOAD, cases: [] }),
    hand_over_caseload: () => 'accepted',
    admit_left_work: () => 'accepted',
    timeline: () => TIMELINE,
    case_terms: () => this.terms,
    record_ruling: ({ ruling }) => (this.terms = { ...this.terms, ruling: { ...ruling, by: 'Ewa Terenowska', at: TODAY } }),
    end_help: ({ end }) => {
      const { help, ended_help } = this.terms;
      const reason = this.terms.end_reasons.find((one) => one.id === end.reason)?.name ?? '';
      const of = (one: { help: string }) => end.help.some((other) => other.help === one.help);
      const ended = end.help.map((one) => ({ ...one, on: end.on ?? '', reason, by: 'Ewa Terenowska', at: TODAY }));
      return (this.terms = end.on
        ? { ...this.terms, help: help.filter((one) => !of(one)), ended_help: [...ended_help, ...ended] }
        : { ...this.terms, help: [...help, ...end.help], ended_help: ended_help.filter((one) => !of(one)) });
    },
    agenda: () => this.agenda,
    partners: () => this.partners,
    save_own_card: () => ({ path: 'E:\\teren-osrodek.txt' }),
    add_partner: ({ card }) => {
      if (!card.startsWith('TERENK1')) throw problem('partner-card');
      const added = { centre: 'o3', name: 'MOPS w Nibylandii', confirmed_at: null, confirmed_by: null, replaced: false };
      this.partners = { ...this.partners, partners: [...this.partners.partners, added] };
      return added;
    },
    confirm_partner: ({ centre, heard }) => {
      const found = this.partners.partners.find((known) => known.centre === centre);
      if (!found) throw problem('not-found');
      if (!heard.startsWith('1')) throw problem('partner-digits');
      const confirmed = { ...found, confirmed_at: TODAY, confirmed_by: 'Anna Kierownicza', replaced: false };
      this.partners = { ...this.partners, partners: this.partners.partners.map((known) => (known === found ? confirmed : known)) };
      return confirmed;
    },
    passable: () => this.passable,
    send_to_partner: () => ({ path: 'E:\\teren-sprawa.teren' }),
    open_partner_file: () => this.partner_file,
    answer_partner_file: () => ({ path: 'E:\\teren-odpowiedz.teren' }),
    alike: () => ALIKE,
    look_for_alike: () => ({ decision: { outcome: 'accepted', refusal: null }, looked: { files: 1284, proposed: 3, fresh: 1 } }),
    search_people: () => ({ decision: { outcome: 'accepted', refusal: null }, found: this.known }),
    link_files: () => ({ outcome: 'accepted', refusal: null }),
    unlink_files: () => ({ outcome: 'accepted', refusal: null }),
    keep_apart: () => ({ outcome: 'accepted', refusal: null }),
    joined_family: () => this.family,
    joint_edits: () => JOINT_EDITS,
    held_back: () => HELD,
    open_held: () => this.held_content,
    decide_held: () => ({ outcome: 'accepted', refusal: null }),
    correct_from_late: this.#interview,
    access_log: () => this.log,
    break_glass: () => this.glass,
    broken_glass: () => this.broken,
    acknowledge_glass: ({ reading }) => {
      this.broken = this.broken.filter((one) => one.reading !== reading);
      return { outcome: 'accepted', refusal: null };
    },
    keep_access_log: () => ({ outcome: 'accepted', refusal: null }),
    take: ({ document }) => {
      const entry = this.inbox.find((kept) => kept.document === document);
      if (!entry) throw problem('not-found');
      return Object.assign(entry, { taken_by: 'Ewa Terenowska', waiting: true });
    },
    case_assistance: ({ case: id }) => ({ ...this.assistance, case: id }),
    request_assistance: () => this.assistance,
    record_consent: () => this.assistance,
    assign_assistant: () => ({ decision: { outcome: 'accepted', refusal: null }, view: this.assistance }),
    assign_coordinator: () => ({ decision: { outcome: 'accepted', refusal: null }, view: this.assistance }),
    end_assistance: () => this.assistance,
    assistance_requests: () => (this.opened?.seats.includes('head') ? REQUESTS : []),
    families: () => FAMILIES,
    family_plan: () => this.plan,
    start_family_plan: this.#interview,
    start_family_evaluation: this.#interview,
    suggest_line: () => this.plan,
    settle_suggestion: ({ record }) => (this.plan = settled(this.plan, record)),
    note_family_visit: ({ visit: { visit, on, note, lines } }) => {
      const acted = this.plan.groups.flatMap((group) => group.lines);
      const words = (line: string) => acted.find((one) => one.record === line)?.title ?? '';
      const noted = lines.map((one) => ({ ...one, on, title: words(one.line), state_name: this.plan.line_states.find((state) => state.id === one.state)?.name ?? '' }));
      const voice = this.plan.unwritten?.voice ?? [];
      return (this.plan = { ...this.plan, unwritten: null, visits: [{ record: visit ?? `v${this.plan.visits.length + 1}`, on, by: 'Beata Asystująca', own: true, note, lines: noted, voice }, ...this.plan.visits] });
    },
    family_month: ({ month }) => (month === MONTH.month ? MONTH : { month, families: [] }),
    start_recording: ({ visit, line }) => this.tape.start(visit, line),
    voice: () => this.tape.view,
    stop_recording: () => (this.plan = this.tape.stop(this.plan)),
    play_voice_note: ({ record }) => this.tape.play(record),
    stop_voice_note: () => this.tape.halt(),
    remove_voice_note: ({ record }) => (this.plan = this.tape.remove(this.plan, record)),
    restore_voice_note: ({ record }) => (this.plan = this.tape.restore(this.plan, record)),
    plans: () => PLANS,
    standing: () => this.standing,
    start_correction: this.#interview,
    corrections: () => this.changes,
    return_interview: () => this.standing,
    withdraw_return: () => this.standing,
    answer_pin: ({ pin, text }) => this.pins.map((kept) => (kept.pin === pin ? { ...kept, answer: text } : kept)),
    name_valid: () => this.standing,
    withdraw_valid: () => this.standing,
    approve_plan: () => this.standing,
    withdraw_plan_approval: () => this.standing,
    record_statement: () => this.standing,
  };
}
