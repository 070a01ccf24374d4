import { problemOf } from '../../backend';
import type { JsonValue, Problem, SavedView } from '../../backend/types';

export interface Unsaved { record: string; field: string; value: JsonValue }

interface Ways {
  send: (answer: Unsaved) => Promise<SavedView>;
  saved: (saved: SavedView) => void;
  /** A problem that stands, or null once everything is on disk again. */
  troubled: (problem: Problem | null) => void;
  /** Milliseconds after the last keystroke. */
  wait?: number;
  /** Milliseconds after the first unsaved keystroke, however fast the typing. */
  maxWait?: number;
  /** Milliseconds before a failed save is tried again. */
  retry?: number;
}

/** Carries typed answers to the disk: soon, in order, the newest of each field, and again until they are there. */
export class SaveQueue {
  readonly #ways: Required<Ways>;
  readonly #pending = new Map<string, Unsaved>();
  #since: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #troubled = false;
  #stopped = false;

  constructor(ways: Ways) {
    this.#ways = { wait: 300, maxWait: 700, retry: 2000, ...ways };
  }

  get size(): number {
    return this.#pending.size;
  }

  put(answer: Unsaved): void {
    this.#pending.set(`${answer.record}/${answer.field}`, answer);
    const now = Date.now();
    this.#since ??= now;
    this.#arm(Math.min(this.#ways.wait, Math.max(0, this.#since + this.#ways.maxWait - now)));
  }

  /** Drops what is unsaved of a record that is being removed. */
  forget(record: string): void {
    for (const [key, answer] of this.#pending) if (answer.record === record) this.#pending.delete(key);
  }

  /** Sends all at once; resolves when each answer was tried. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    if (this.#pending.size === 0) return;
    this.#running = this.#drain().finally(() => { this.#running = null; });
    await this.#running;
  }

  /** Stops trying, and forgets what is unsaved: another person works here now. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#stopped = true;
    this.#pending.clear();
  }

  #arm(after: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), after);
  }

  async #drain(): Promise<void> {
    this.#since = null;
    let failed: Problem | null = null;
    for (const [key, answer] of [...this.#pending]) {
      if (this.#pending.get(key) === answer) this.#pending.delete(key);
      try {
        this.#ways.saved(await this.#ways.send(answer));
      } catch (thrown) {
        if (this.#stopped) break;
        failed = problemOf(thrown);
        if (!this.#pending.has(key)) this.#pending.set(key, answer);
      }
    }
    if (failed || this.#troubled) this.#ways.troubled(failed);
    this.#troubled = failed !== null;
    if (failed) this.#arm(this.#ways.retry);
  }
}
