import { problemOf } from '../../backend';
import type { CombinedHow, ConflictView, DecidedView, DeskView, JsonValue, Problem, TwinView } from '../../backend/types';
import { t } from '../../i18n';
import type { Shell } from '../../shell/shell.svelte';

/** What may be chosen of one open answer: the values that met, what stood before, what they make together. */
export interface Option { key: string; kind: 'value' | 'base' | 'combined'; index: number; text: string; value: JsonValue }

/** Each way of taking all together has a letter of its own. */
const COMBINED: Record<CombinedHow, string> = { union: 'W', intersection: 'T' };

export function optionsOf(conflict: ConflictView): Option[] {
  const values = conflict.values.map((one, index) => ({ kind: 'value' as const, index, text: one.text, value: one.value }));
  const base = conflict.base ? [{ kind: 'base' as const, index: 0, text: conflict.base.text, value: conflict.base.value }] : [];
  const combined = conflict.combined.map((one, index) => ({ kind: 'combined' as const, index, text: one.text, value: one.value, key: COMBINED[one.how] }));
  const numbered = [...values, ...base].map((one, place) => ({ ...one, key: String(place + 1) }));
  return [...numbered, ...combined];
}

/** The desk of one interview: one open answer at a time, chosen and decided by keys. Every rule is the core's. */
export class Desk {
  view = $state.raw<DeskView | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** The open answer in the middle. */
  at = $state(0);
  /** Place among the options, or the value that is being written anew. */
  chosen = $state<number | null>(null);
  third = $state<JsonValue | undefined>(undefined);
  writing = $state(false);
  reason = $state('');
  /** A decision was to be made: from then on a reason that is missing is said. */
  tried = $state(false);
  /** It was to be made with nothing chosen. */
  unchosen = $state(false);
  listOpen = $state(false);
  historyOpen = $state(false);
  working = $state(false);
  readonly document: string;
  readonly #shell: Shell;

  constructor(shell: Shell, document: string) {
    this.#shell = shell;
    this.document = document;
  }

  get conflict(): ConflictView | undefined { return this.view?.conflicts[this.at]; }
  get options(): Option[] { return this.conflict ? optionsOf(this.conflict) : []; }
  get reasonless(): boolean { return this.tried && this.reason.trim() === ''; }
  /** What is to be decided now; nothing while nothing is chosen. */
  get value(): JsonValue | undefined { return this.writing ? this.third : this.chosen === null ? undefined : this.options[this.chosen]?.value; }

  async load(at?: { record: string; field: string } | null): Promise<void> {
    const view = await this.#ask(() => this.#shell.call('merge_desk', { document: this.document }));
    if (!view) return;
    const place = at ? view.conflicts.findIndex((one) => one.record === at.record && one.field === at.field) : -1;
    this.#show(view, Math.max(0, place));
    this.reason ||= view.reasons[0] ?? '';
  }

  choose(place: number): void {
    if (!this.options[place]) return;
    this.writing = false;
    this.unchosen = false;
    this.chosen = place;
  }

  /** A value written anew begins with the one chosen, else with the first. */
  writeThird(): void {
    if (!this.conflict?.fields.length) return;
    const start: JsonValue = this.value ?? this.options[0]?.value ?? null;
    this.third = JSON.parse(JSON.stringify(start)) as JsonValue;
    this.writing = true;
  }

  step(by: 1 | -1): void {
    const count = this.view?.conflicts.length ?? 0;
    if (count > 0) this.#turnTo((this.at + by + count) % count);
  }

  /** Decides the open answer and shows the next one. */
  async confirm(): Promise<boolean> {
    const { conflict, value } = this;
    if (!conflict || this.working) return false;
    this.unchosen = value === undefined;
    if (value === undefined) {
      this.#shell.announcement = t('desk-choose-first');
      return false;
    }
    this.tried = true;
    if (this.reasonless) return false;
    const seen = conflict.values.map((one) => one.id);
    const decision = { document: this.document, record: conflict.record, field: conflict.field, category: conflict.category, value, seen, reason: this.reason };
    const view = await this.#ask(() => this.#shell.call('decide', { decision }));
    if (!view) {
      if (this.problem?.code === 'answer-changed') await this.#lookAgain();
      return false;
    }
    this.#show(view, Math.min(this.at, Math.max(0, view.conflicts.length - 1)));
    this.#shell.announcement = view.conflicts.length > 0 ? t('desk-decided', { count: view.conflicts.length }) : t('desk-done');
    return true;
  }

  async undo(decision: DecidedView, reason: string): Promise<boolean> {
    const view = await this.#ask(() => this.#shell.call('undo_decision', { document: this.document, decision: decision.id, reason }));
    if (!view) return false;
    const place = view.conflicts.findIndex((one) => one.record === decision.record && one.field === decision.field);
    this.#show(view, Math.max(0, place));
    this.#shell.announcement = t('desk-undone');
    return true;
  }

  async settleTwins(twin: TwinView, said: { kept: string; apart: boolean; take: string[]; reason: string }): Promise<void> {
    const other = said.kept === twin.kept.record ? twin.other.record : twin.kept.record;
    const view = await this.#ask(() => this.#shell.call('settle_twins', { twins: { document: this.document, other, ...said } }));
    if (view) this.#show(view, 0);
  }

  async #lookAgain(): Promise<void> {
    const told = this.problem;
    await this.load(this.conflict ?? null);
    this.problem = told;
  }

  async #ask(ask: () => Promise<DeskView>): Promise<DeskView | null> {
    this.working = true;
    try {
      const view = await ask();
      this.problem = null;
      return view;
    } catch (thrown) {
      this.problem = problemOf(thrown);
      this.#shell.noteLocked(this.problem);
      return null;
    } finally {
      this.working = false;
    }
  }

  #show(view: DeskView, at: number): void {
    this.view = view;
    this.#turnTo(at);
  }

  #turnTo(at: number): void {
    this.at = at;
    this.tried = false;
    this.unchosen = false;
    this.chosen = null;
    this.writing = false;
    this.third = undefined;
    this.historyOpen = false;
  }
}
