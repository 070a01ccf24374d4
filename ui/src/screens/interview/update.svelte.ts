import type { CarriedState, CarriedView, FieldKey, UpdateProgressView, UpdatedView, UpdateView } from '../../backend/types';
import { SvelteMap } from 'svelte/reactivity';

import { keyOf } from './lookups';

/** An update as the screen knows it: the interview it starts from, and the state of each carried answer. Decides nothing itself. */
export class CarriedAnswers {
  readonly from: UpdateView;
  readonly #states = new SvelteMap<string, CarriedView>();
  #progress = $state.raw<Map<string, UpdateProgressView>>(new Map());

  constructor(update: UpdateView) {
    this.from = update;
    for (const carried of update.carried) this.#states.set(keyOf(carried.record, carried.field), carried);
    this.#progress = new Map(update.sections.map((section) => [section.section, section]));
  }

  of(record: string, field: string): CarriedView | undefined {
    return this.#states.get(keyOf(record, field));
  }

  progress(section: string): UpdateProgressView | undefined {
    return this.#progress.get(section);
  }

  /** Carried answers of these records in a state. */
  inState(state: CarriedState, holds: (carried: CarriedView) => boolean): FieldKey[] {
    return [...this.#states.values()].filter((carried) => carried.state === state && holds(carried)).map(({ record, field }) => ({ record, field }));
  }

  take(updated: UpdatedView): void {
    for (const carried of updated.carried) this.#states.set(keyOf(carried.record, carried.field), carried);
    for (const gone of updated.gone) this.#states.delete(keyOf(gone.record, gone.field));
    this.#progress = new Map(updated.sections.map((section) => [section.section, section]));
  }
}
