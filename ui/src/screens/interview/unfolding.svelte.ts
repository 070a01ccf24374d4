import { flushSync } from 'svelte';

import type { BlockView, FieldView, RecordView, SectionView } from '../../backend/types';
import { SHOWN_CHOICES } from '../../widgets/widget';

/** Lines of fields that fill a window: so many are painted first. */
const SCREEN = 9;
/** Of them, so many stand above the answer the person returns to. */
const ABOVE = 4;
/** Lines that join with each frame after the first. */
const STEP = 9;

/** A field of the section, by its place; a table or a list of persons takes one place. */
interface Spot { block: BlockView; field: FieldView | null }

function spotsOf(section: SectionView): Spot[] {
  return section.blocks.flatMap((block): Spot[] => (block.kind === 'fields' ? block.fields.map((field) => ({ block, field })) : [{ block, field: null }]));
}

/** About how many lines a field takes: options that are all shown take room, too. */
function linesOf({ block, field }: Spot): number {
  if (!field) return block.kind === 'members' ? 4 : 2;
  if (field.kind === 'long_text') return 2;
  const shown = field.kind === 'multi_choice' || (field.kind === 'choice' && field.options.length <= SHOWN_CHOICES);
  return shown ? 1 + Math.ceil(field.options.length / 3) : 1;
}

/** True where an answer of a record stands: its own field, its block, or the table or person it belongs to. */
export function holds({ block, field }: Spot, record: RecordView, answer: string | null): boolean {
  if (record.kind === 'interview') return answer !== null && (field?.id === answer || block.id === answer);
  return block.record_kind === record.kind || block.rows.some((rows) => rows.record_kind === record.kind);
}

/** The part of a block that stands, as places within it. */
export interface Standing { from: number; to: number }

/** How much of a section stands on the screen: first what is seen, then, a frame at a time, the rest. Nothing seen ever moves. */
export class Unfolding {
  #from = $state(0);
  #to = $state(Infinity);
  /** Lines of each place; none for a field that is not asked. */
  #lines: number[] = [];
  #starts = new Map<string, number>();
  #turn = 0;
  readonly whole = $derived(this.#from === 0 && this.#to === Infinity);

  /** Begins a section at a place of it. `asked` tells the fields that take room. */
  begin(section: SectionView | undefined, at: (spot: Spot) => boolean, asked: (field: string) => boolean): void {
    const spots = section ? spotsOf(section) : [];
    this.#lines = spots.map((spot) => (spot.field && !asked(spot.field.id) ? 0 : linesOf(spot)));
    this.#starts = new Map([...spots.entries()].reverse().map(([place, spot]) => [spot.block.id, place]));
    const from = this.#walk(Math.max(0, spots.findIndex(at)), -1, ABOVE);
    this.#set(from, this.#walk(from, 1, SCREEN));
    void this.#unfold();
  }

  /** All at once, for a jump to what does not stand yet. */
  finish(): void {
    if (this.whole) return;
    this.#set(0, Infinity);
    void this.#unfold();
  }

  /** What stands of a block; null while nothing of it does. */
  of(block: BlockView): Standing | null {
    const start = this.#starts.get(block.id) ?? 0;
    const size = block.kind === 'fields' ? block.fields.length : 1;
    if (start >= this.#to || start + size <= this.#from) return null;
    return { from: this.#from - start, to: this.#to - start };
  }

  #set(from: number, to: number): void {
    this.#from = from;
    this.#to = to >= this.#lines.length ? Infinity : to;
  }

  /** The place so many lines further on (+1) or back (−1). */
  #walk(from: number, by: 1 | -1, lines: number): number {
    let place = from;
    for (let passed = 0; passed < lines && (by > 0 ? place < this.#lines.length : place > 0); place += by) passed += this.#lines[by > 0 ? place : place - 1] ?? 0;
    return place;
  }

  async #unfold(): Promise<void> {
    const turn = (this.#turn += 1);
    for (;;) {
      await painted();
      if (turn !== this.#turn) return;
      if (this.#to < Infinity) this.#set(this.#from, this.#walk(this.#to, 1, STEP));
      else if (this.#from > 0) keepingPlace(() => this.#set(this.#walk(this.#from, -1, STEP), Infinity));
      else break;
    }
  }
}

/** After the next frame is on the screen. */
function painted(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
}

/** Lets content join above what is read, and scrolls by as much as it moved that. */
function keepingPlace(change: () => void): void {
  const kept = document.activeElement?.closest('[data-field]') ?? document.querySelector('[data-open-section] [data-field]');
  const before = kept?.getBoundingClientRect().top ?? 0;
  flushSync(change);
  const moved = (kept?.getBoundingClientRect().top ?? before) - before;
  if (moved !== 0) window.scrollBy(0, moved);
}
