import { problemOf } from '../../backend';
import type { Arguments, CommandName } from '../../backend';
import type { Problem, StandingView } from '../../backend/types';
import type { Shell } from '../../shell/shell.svelte';

/** Commands that answer with how the interview stands now. */
type Act = Extract<CommandName, 'return_interview' | 'withdraw_return' | 'name_valid' | 'withdraw_valid' | 'approve_plan' | 'withdraw_plan_approval' | 'record_statement'>;

/** How an approved interview stands; asked for again after each act. */
export class Standing {
  view = $state.raw<StandingView | null>(null);
  problem = $state.raw<Problem | null>(null);
  working = $state(false);
  readonly document: string;
  readonly shell: Shell;

  constructor(shell: Shell, document: string) {
    this.shell = shell;
    this.document = document;
  }

  async load(): Promise<void> {
    try {
      this.view = await this.shell.call('standing', { document: this.document });
      this.problem = null;
    } catch (thrown) {
      this.#refused(thrown);
    }
  }

  /** Does it, says so, and lets it leave as soon as there is a network. True when it was done. */
  async act<C extends Act>(command: C, args: Arguments<C>, said: string): Promise<boolean> {
    this.working = true;
    this.problem = null;
    try {
      this.view = await this.shell.call(command, args);
      this.shell.announcement = said;
      void this.shell.exchangeQuietly();
      return true;
    } catch (thrown) {
      this.#refused(thrown);
      return false;
    } finally {
      this.working = false;
    }
  }

  /** Opens the correction in work, or starts one. */
  async correct(reason: string): Promise<void> {
    this.working = true;
    this.problem = null;
    try {
      const { document } = await this.shell.call('start_correction', { document: this.document, reason });
      await this.shell.go({ screen: 'interview', document, place: null });
    } catch (thrown) {
      this.#refused(thrown);
    } finally {
      this.working = false;
    }
  }

  #refused(thrown: unknown): void {
    this.problem = problemOf(thrown);
    this.shell.noteLocked(this.problem);
  }
}
