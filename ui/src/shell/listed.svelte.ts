import { tick } from 'svelte';

import { problemOf } from '../backend';
import type { Problem } from '../backend/types';
import type { Shell } from './shell.svelte';

/**
 * A list from the core: asked for on opening its screen and again whenever an exchange changes its state.
 * The first answer puts the screen back where it was left. Made while a component is set up.
 */
export class Listed<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  readonly #shell: Shell;
  readonly #ask: () => Promise<T>;
  #placed = false;

  constructor(shell: Shell, ask: () => Promise<T>) {
    this.#shell = shell;
    this.#ask = ask;
    $effect(() => {
      void shell.exchange?.state;
      void this.load();
    });
  }

  async load(): Promise<void> {
    try {
      this.value = await this.#ask();
      this.problem = null;
    } catch (thrown) {
      this.refused(thrown);
      return;
    }
    if (this.#placed) return;
    this.#placed = true;
    await tick();
    this.#shell.returnToPlace();
  }

  /** Shows why something was not done; a core that locked itself brings the person to the unlock screen. */
  refused(thrown: unknown): void {
    this.problem = problemOf(thrown);
    this.#shell.noteLocked(this.problem);
  }
}
