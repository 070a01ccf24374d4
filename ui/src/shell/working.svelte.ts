import { problemOf } from '../backend';
import type { Problem } from '../backend/types';
import type { Shell } from './shell.svelte';

/** What a screen has the core do: whether it is still being done, and why the last of it was not. */
export class Working {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** Does it and is busy meanwhile; does not begin while busy. True when it was done. */
  async run(act: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      return await this.attempt(act);
    } finally {
      this.busy = false;
    }
  }

  /** Does it even while busy, and is not busy with it: what a screen shows may be asked for again before its answer came. True when it was done. */
  async attempt(act: () => Promise<void>): Promise<boolean> {
    this.problem = null;
    try {
      await act();
      return true;
    } catch (thrown) {
      this.problem = problemOf(thrown);
      this.#shell.noteLocked(this.problem);
      return false;
    }
  }
}
