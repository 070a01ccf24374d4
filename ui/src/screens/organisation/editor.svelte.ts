import { problemOf } from '../../backend';
import type { AuthorisationInput, DecisionView, ExaminedView, OrganisationDraft, OrganisationView, Problem, ReplayView, RuleFindingView, RulePart } from '../../backend/types';
import type { Shell } from '../../shell/shell.svelte';

/** What a half-made proposal keeps while the screen is locked. */
interface Kept { version: string; draft: OrganisationDraft }

/** The organisation being edited. What a draft means, and what is wrong with it, the core says after each change. */
export class OrganisationEditor {
  view = $state.raw<OrganisationView | null>(null);
  draft = $state.raw<OrganisationDraft | null>(null);
  examined = $state.raw<ExaminedView | null>(null);
  replayed = $state.raw<ReplayView | null>(null);
  decided = $state.raw<DecisionView | null>(null);
  problem = $state.raw<Problem | null>(null);
  working = $state(false);
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async load(): Promise<void> {
    await this.#try(async () => {
      const view = await this.#shell.call('organisation', {});
      const kept = this.#shell.drafts.get('organisation') as Kept | undefined;
      this.view = view;
      await this.#examine(kept?.version === view.version ? kept.draft : view.draft);
    });
  }

  /** Changes the draft and has it read back. */
  async change(edit: (draft: OrganisationDraft) => void): Promise<void> {
    if (!this.draft) return;
    const next = structuredClone(this.draft);
    edit(next);
    this.draft = next;
    this.replayed = null;
    this.decided = null;
    await this.#try(() => this.#examine(next));
  }

  async discard(): Promise<void> {
    this.#shell.drafts.delete('organisation');
    await this.load();
  }

  async replay(): Promise<void> {
    const draft = this.draft;
    if (draft) await this.#work(async () => { this.replayed = await this.#shell.call('replay_rules', { draft }); });
  }

  async propose(validFrom: string, reason: string): Promise<void> {
    const { draft, view } = this;
    if (!draft || !view) return;
    await this.#work(async () => {
      this.decided = await this.#shell.call('propose_structure', { draft, based_on: view.version, valid_from: validFrom, reason });
      if (this.decided.outcome === 'accepted') {
        const decided = this.decided;
        await this.discard();
        this.decided = decided;
      }
    });
  }

  async place(person: string, teams: string[]): Promise<void> {
    await this.#work(async () => {
      this.decided = await this.#shell.call('place_member', { person, teams });
      this.view = await this.#shell.call('organisation', {});
    });
  }

  async authorise(person: string, authorisation: AuthorisationInput): Promise<void> {
    await this.#work(async () => {
      this.decided = await this.#shell.call('authorise', { person, authorisation });
      this.view = await this.#shell.call('organisation', {});
    });
  }

  /** Where interviews go is not as it was decided last, and the office has not yet tried it on those it has. */
  get unchecked(): boolean {
    const { draft, view } = this;
    const went = (of: OrganisationDraft) => JSON.stringify([of.routing, of.units]);
    return draft !== null && view !== null && this.replayed?.decision.outcome !== 'accepted' && went(draft) !== went(view.draft);
  }

  findings(part: RulePart, place: number): RuleFindingView[] {
    return (this.examined?.findings ?? []).filter((one) => one.part === part && one.place === place);
  }

  teamName(id: string): string {
    const unit = this.draft?.units.find((one) => one.id === id)?.name;
    return unit ?? this.view?.externals.find((one) => one.id === id)?.name ?? id;
  }

  async #examine(draft: OrganisationDraft): Promise<void> {
    const examined = await this.#shell.call('examine_rules', { draft });
    // A later change may have come while the core was reading.
    if (this.draft && this.draft !== draft && this.examined) return;
    this.examined = examined;
    this.draft = examined.draft;
    if (this.view) this.#shell.drafts.set('organisation', { version: this.view.version, draft: examined.draft } satisfies Kept);
  }

  async #work(work: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    await this.#try(work);
    this.working = false;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      this.problem = null;
      await work();
    } catch (thrown) {
      this.problem = problemOf(thrown);
      this.#shell.noteLocked(this.problem);
    }
  }
}
