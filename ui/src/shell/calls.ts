import { problemOf, type CommandName } from '../backend';
import type { CallNote } from '../backend/types';

/** Calls kept for technical support at the most. */
const KEPT = 300;

interface Kept {
  command: CommandName;
  problem: CallNote['problem'];
  began: number;
  ended: number;
}

/** How the last calls went, without what was asked and answered. */
export class Calls {
  #kept: Kept[] = [];

  async note<T>(command: CommandName, call: Promise<T>): Promise<T> {
    const began = performance.now();
    const keep = (problem: CallNote['problem']) => {
      this.#kept = [...this.#kept.slice(1 - KEPT), { command, problem, began, ended: performance.now() }];
    };
    try {
      const answer = await call;
      keep(null);
      return answer;
    } catch (thrown) {
      keep(problemOf(thrown).code);
      throw thrown;
    }
  }

  told(): CallNote[] {
    const now = performance.now();
    return this.#kept.map(({ command, problem, began, ended }) => ({ command, problem, took_ms: Math.round(ended - began), ago_s: Math.round((now - ended) / 1000) }));
  }
}
