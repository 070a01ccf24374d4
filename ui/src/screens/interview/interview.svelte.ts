import { getContext, setContext, tick } from 'svelte';

import { problemOf } from '../../backend';
import type {
  ConflictView, EvaluationView, FieldKey, FindingView, InterviewView, JsonValue, PlaceView, Problem, RecordView, SavedView, SealView, SectionView, StatusView,
} from '../../backend/types';
import { Standing } from '../../parts/standing/standing.svelte';
import type { Shell } from '../../shell/shell.svelte';
import { focusControl } from './focus';
import { inOrder, keyOf, lookupsOf, rootOf, rowOf, sectionOfAnswer } from './lookups';
import { Questions } from './questions.svelte';
import { SaveQueue, type Unsaved } from './save-queue';
import { holds, Unfolding } from './unfolding.svelte';
import { CarriedAnswers } from './update.svelte';

export const SUMMARY = 'summary';
/** What changed since the last interview; only in an update. */
export const CHANGES = 'changes';
/** What the law says of the answers: before the summary. */
export const LAW = 'law';

/** What stands beside the sections of the form. */
const BEYOND = [CHANGES, LAW, SUMMARY];

interface Target { section: string; record?: string | null; field?: string | null }

/** One open interview: what was typed, what the rules say, where the person stands. Knows no rule itself. */
export class Interview {
  readonly document: string;
  readonly view: InterviewView;
  records = $state<RecordView[]>([]);
  evaluation = $state.raw<EvaluationView>({ unasked: [], computed: [], findings: [], sections: [], complete: false });
  conflicts = $state.raw<ConflictView[]>([]);
  status = $state.raw<StatusView>({ saved_at: null, accepted: null, unsent_changes: 0, attachments_waiting: 0, deposited: false });
  seal = $state.raw<SealView | null>(null);
  /** Of an approved interview: its versions, returns, plan and statement. */
  standing = $state.raw<Standing | null>(null);
  /** In a correction: what it has to answer. */
  readonly questions: Questions;
  shared = $state(false);
  /** Why a row or a person could not be added or removed. */
  trouble = $state.raw<Problem | null>(null);
  /** What was removed last, until something else is: a slip is taken back with one key. */
  removed = $state.raw<{ record: RecordView; at: number; gone: RecordView[] } | null>(null);
  section = $state('');
  openMember = $state<string | null>(null);
  /** Read as the official paper now, not filled. */
  onPaper = $state(false);
  openRow = $state<string | null>(null);
  /** After the summary was looked at, missing answers are marked at their fields too. */
  showMissing = $state(false);
  readonly lookups = $derived(lookupsOf(this.evaluation));
  readonly findings = $derived.by(() => inOrder(this.evaluation.findings, this.view.form));
  /** In an update: the state of each carried answer. */
  readonly carried: CarriedAnswers | null;
  readonly unfolding = new Unfolding();
  readonly queue: SaveQueue;
  readonly #shell: Shell;
  readonly #profile: string | undefined;
  #nextFinding = 0;
  #placing: ReturnType<typeof setTimeout> | undefined;

  /** Stands at `place` from the first paint on, when the form still has it. */
  constructor(shell: Shell, view: InterviewView, place: Target | null) {
    this.#shell = shell;
    this.#profile = shell.session?.profile;
    this.view = view;
    this.document = view.document;
    this.records = view.records;
    this.evaluation = view.evaluation;
    this.conflicts = view.conflicts;
    this.status = view.status;
    this.seal = view.seal;
    this.shared = view.shared;
    this.questions = new Questions(shell, this, view.pins);
    if (view.seal) this.stand();
    this.carried = view.update ? new CarriedAnswers(view.update) : null;
    this.queue = new SaveQueue({
      send: (answer) => this.#send(answer),
      saved: (saved) => this.#saved(saved),
      troubled: (problem) => {
        shell.saveTrouble = problem;
        if (problem) shell.noteLocked(problem);
      },
    });
    const known = place && (BEYOND.includes(place.section) || view.form.sections.some((section) => section.id === place.section));
    this.#turnTo(known ? place : { section: view.form.sections[0]?.id ?? SUMMARY });
  }

  /** How the approved interview stands. */
  stand(): void {
    this.standing = new Standing(this.#shell, this.document);
    void this.standing.load();
  }

  get readOnly(): boolean { return this.view.read_only || this.seal !== null; }
  /** Papers of a family's asystent are no interview: no client's statement goes with them, and no team gets them. */
  get paper(): 'family' | 'interview' { return this.view.form.id.startsWith('family-') ? 'family' : 'interview'; }
  get root(): RecordView | undefined { return rootOf(this.records); }
  get current(): SectionView | undefined { return this.view.form.sections.find((section) => section.id === this.section); }

  asked(record: string, field: string): boolean { return !this.lookups.unasked.has(keyOf(record, field)); }

  answer(record: RecordView, field: string, value: JsonValue): void {
    record.answers[field] = value;
    this.queue.put({ record: record.id, field, value });
  }

  /** A cell of a row: the row is one answer, so the whole object is saved. */
  answerCell(record: RecordView, column: string, value: JsonValue): void {
    this.answer(record, 'row', { ...rowOf(record), [column]: value });
  }

  async leaveField(): Promise<void> {
    await this.queue.flush();
    await this.#shell.call('leave_field', { document: this.document }).catch(() => null);
  }

  async add(kind: string, parent: RecordView): Promise<void> {
    try {
      this.trouble = null;
      await this.queue.flush();
      const record = await this.#shell.call('add_record', { document: this.document, kind, parent: parent.kind === 'interview' ? null : parent.id });
      this.records.push(record);
      this.#open(record);
      await tick();
      focusControl(record.id, null);
    } catch (thrown) {
      this.trouble = problemOf(thrown);
    }
  }

  async remove(record: RecordView): Promise<void> {
    try {
      await this.queue.flush();
      this.queue.forget(record.id);
      const saved = await this.#shell.call('remove_record', { document: this.document, record: record.id });
      const gone = (kept: RecordView) => kept.id === record.id || kept.parent === record.id;
      this.removed = { record, at: this.records.indexOf(record), gone: this.records.filter(gone) };
      this.records = this.records.filter((kept) => !gone(kept));
      this.#saved(saved);
    } catch (thrown) {
      this.trouble = problemOf(thrown);
    }
  }

  /** Takes the last removal back, with all that went with it. */
  async undoRemoval(): Promise<void> {
    const removed = this.removed;
    if (!removed) return;
    this.removed = null;
    try {
      const { record, at, gone } = removed;
      const saved = await this.#shell.call('restore_record', { document: this.document, record: record.id, row: record.answers.row ?? null });
      this.records = [...this.records.slice(0, at), ...gone, ...this.records.slice(at)];
      this.#saved(saved);
      this.#open(record);
      await tick();
      focusControl(record.id, null);
    } catch (thrown) {
      this.removed = removed;
      this.trouble = problemOf(thrown);
    }
  }

  /** Says of carried answers that they still hold, or that they are to be asked after all. */
  async confirm(answers: FieldKey[], current: boolean): Promise<void> {
    try {
      this.trouble = null;
      await this.queue.flush();
      this.#saved(await this.#shell.call('confirm_carried', { document: this.document, answers, current }));
    } catch (thrown) {
      this.trouble = problemOf(thrown);
    }
  }

  /** A person's choice between kept values is an answer like any other. */
  choose(conflict: ConflictView, value: JsonValue): void {
    const record = this.records.find((kept) => kept.id === conflict.record);
    if (!record) return;
    this.answer(record, conflict.field, value);
    this.conflicts = this.conflicts.filter((open) => open !== conflict);
    void this.queue.flush();
  }

  /** Goes to a section, and to an answer in it, opening the card or row that holds it. */
  async goTo(target: Target): Promise<void> {
    await this.queue.flush();
    this.#turnTo(target);
    await tick();
    this.arrive(target);
  }

  /** Moves the focus to where the person goes on: the answer named, else the title of the section. */
  arrive(target: Target | null): void {
    if (target?.section === this.section && target.record && focusControl(target.record, target.field ?? null)) return;
    window.scrollTo(0, 0);
    document.getElementById('section-title')?.focus({ preventScroll: true });
    if (!BEYOND.includes(this.section)) this.standsAt(null, null);
  }

  /** The papers of this interview, to look at and to print; back to where the person stood. */
  async toPapers(): Promise<void> {
    const place: PlaceView = { document: this.document, section: this.section, record: null, field: null };
    await this.#shell.go({ screen: 'print', document: this.document, back: { screen: 'interview', document: this.document, place } });
  }

  /** The interview as its official paper, or the form again. */
  async turnPaper(on: boolean): Promise<void> {
    await this.queue.flush();
    this.onPaper = on;
  }

  /** Where the person stood last, as far as this interview knows it. */
  get place(): PlaceView | null { return this.#shell.place?.document === this.document ? this.#shell.place : null; }

  /** Goes to an answer by its record and field alone; to a row, wherever the form shows it. */
  goToAnswer(at: FieldKey): Promise<void> {
    const section = sectionOfAnswer(this.view.form, this.records, at);
    return section ? this.goTo({ section, record: at.record, field: at.field === 'row' ? null : at.field }) : Promise.resolve();
  }

  goToRow(row: string): Promise<void> { return this.goToAnswer({ record: row, field: 'row' }); }

  goToFinding(finding: FindingView): Promise<void> {
    return this.goTo({ section: finding.section, record: finding.record, field: finding.column ?? finding.field });
  }

  async goToNextFinding(): Promise<void> {
    const finding = this.findings[this.#nextFinding % Math.max(1, this.findings.length)];
    this.#nextFinding += 1;
    if (finding) await this.goToFinding(finding);
  }

  /** One section on (+1) or back (−1); the law and the summary come after the last. */
  async step(by: 1 | -1): Promise<void> {
    const ids = [...this.view.form.sections.map((section) => section.id), ...(this.carried ? [CHANGES] : []), LAW, SUMMARY];
    const next = ids[ids.indexOf(this.section) + by];
    if (next) await this.goTo({ section: next });
  }

  /** Tells the core where the person stands, so that a crash reopens the same answer. */
  standsAt(record: string | null, field: string | null, section = this.section): void {
    const place: PlaceView = { document: this.document, section, record, field };
    this.#shell.place = place;
    clearTimeout(this.#placing);
    this.#placing = setTimeout(() => void this.#shell.call('remember_place', { place }).catch(() => null), 150);
  }

  /** Leaves the screen. What could not be saved yet is tried again in the background, as long as the same person works. */
  async leave(): Promise<void> {
    clearTimeout(this.#placing);
    await this.queue.flush();
  }

  #send(answer: Unsaved): Promise<SavedView> {
    const now = this.#shell.session?.profile;
    if (now !== undefined && now !== this.#profile) {
      this.queue.stop();
      return Promise.reject<SavedView>(problemOf(null));
    }
    return this.#shell.call('save_answer', { document: this.document, ...answer });
  }

  #turnTo(target: Target): void {
    this.onPaper = false;
    if (target.section === SUMMARY) this.showMissing = true;
    const record = this.records.find((kept) => kept.id === target.record);
    if (record && record.kind !== 'interview') this.#open(record);
    if (target.section === this.section) {
      if (record) this.unfolding.finish();
      return;
    }
    this.section = target.section;
    this.unfolding.begin(this.current, (spot) => record !== undefined && holds(spot, record, target.field ?? null), (field) => this.asked(this.root?.id ?? '', field));
  }

  #open(record: RecordView): void {
    if (record.kind === 'member') {
      this.openMember = record.id;
      return;
    }
    this.openRow = record.id;
    const parent = this.records.find((kept) => kept.id === record.parent);
    if (parent?.kind === 'member') this.openMember = parent.id;
  }

  #saved(saved: SavedView): void {
    this.evaluation = saved.evaluation;
    if (saved.update) this.carried?.take(saved.update);
    this.status = { ...this.status, saved_at: saved.saved_at };
  }
}

const KEY = Symbol('interview');

export const provideInterview = (interview: () => Interview): void => void setContext(KEY, interview);
export const useInterview = (): Interview => getContext<() => Interview>(KEY)();
