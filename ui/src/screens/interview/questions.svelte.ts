import { problemOf } from '../../backend';
import type { PinView } from '../../backend/types';
import type { Shell } from '../../shell/shell.svelte';
import type { Interview } from './interview.svelte';

/** What a correction was asked: the questions pinned to its answers. */
export class Questions {
  pins = $state.raw<PinView[]>([]);
  readonly #shell: Shell;
  readonly #interview: Interview;

  constructor(shell: Shell, interview: Interview, pins: PinView[]) {
    this.#shell = shell;
    this.#interview = interview;
    this.pins = pins;
  }

  /** Questions pinned to an answer, or to a row. */
  at(record: string, field: string): PinView[] {
    return this.pins.filter((pin) => pin.at.record === record && pin.at.field === field);
  }

  /** Questions that were neither answered nor made void by a changed answer. */
  get waiting(): PinView[] { return this.pins.filter((pin) => pin.answer === '' && !pin.changed); }

  async answer(pin: PinView, text: string): Promise<void> {
    const { document, queue } = this.#interview;
    try {
      await queue.flush();
      this.pins = await this.#shell.call('answer_pin', { document, pin: pin.pin, text });
    } catch (thrown) {
      this.#interview.trouble = problemOf(thrown);
      this.#shell.noteLocked(this.#interview.trouble);
    }
  }

  /** Asks the core how the questions stand after what was typed. */
  async look(): Promise<void> {
    if (this.pins.length === 0) return;
    await this.#interview.leaveField();
    const standing = await this.#shell.call('standing', { document: this.#interview.document }).catch(() => null);
    const pins = standing?.returns.flatMap((one) => one.pins).filter((pin) => !pin.settled);
    if (pins) this.pins = this.pins.map((kept) => pins.find((pin) => pin.pin === kept.pin) ?? kept);
  }
}
