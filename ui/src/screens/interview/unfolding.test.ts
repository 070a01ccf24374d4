import { beforeEach, describe, expect, test, vi } from 'vitest';

import type { SectionView } from '../../backend/types';
import { FORM, INCOME, records, ROOT } from '../../test/fixtures';
import { holds, Unfolding } from './unfolding.svelte';

const sectionOf = (id: string) => FORM.sections.find((section) => section.id === id) as SectionView;
const blockOf = (section: SectionView, id: string) => section.blocks.find((block) => block.id === id)!;
const held = records();
const recordOf = (id: string) => held.find((record) => record.id === id)!;
const everything = () => true;
const A = sectionOf('A');
const [first, last] = [A.blocks[0]!, A.blocks.at(-1)!];

describe('a section unfolds', () => {
  let unfolding: Unfolding;
  let frames: FrameRequestCallback[];
  /** Paints one frame. */
  const frame = async () => {
    for (const then of frames.splice(0)) then(0);
    await new Promise((done) => setTimeout(done, 1));
  };

  beforeEach(() => {
    frames = [];
    vi.stubGlobal('requestAnimationFrame', (then: FrameRequestCallback) => frames.push(then));
    unfolding = new Unfolding();
    return () => vi.unstubAllGlobals();
  });

  test('first what fills a window, then with each frame more, until it is whole', async () => {
    unfolding.begin(A, () => false, everything);
    expect(unfolding.of(first)).toEqual({ from: 0, to: 9 });
    expect(unfolding.of(last)).toBeNull();
    await frame();
    expect(unfolding.of(first)).toEqual({ from: 0, to: 18 });
    for (let more = 0; more < 12; more += 1) await frame();
    expect(unfolding.whole).toBe(true);
    expect(unfolding.of(last)).not.toBeNull();
  });

  test('fields that are not asked take no room in the window', () => {
    unfolding.begin(A, () => false, (field) => !first.fields.slice(0, 5).some((unasked) => unasked.id === field));
    expect(unfolding.of(first)?.to).toBe(14);
  });

  test('around the answer the person returns to, what lies below before what lies above', async () => {
    const field = last.fields[0]!.id;
    unfolding.begin(A, (spot) => holds(spot, recordOf(ROOT), field), everything);
    expect(unfolding.of(last)?.from).toBeLessThanOrEqual(0);
    expect(unfolding.of(first)).toBeNull();
    for (let more = 0; more < 12; more += 1) await frame();
    expect(unfolding.whole).toBe(true);
  });

  test('a short section stands at once', () => {
    unfolding.begin(sectionOf('I'), () => false, everything);
    expect(unfolding.whole).toBe(true);
  });

  test('another section stops the one before, and a jump needs all at once', async () => {
    unfolding.begin(A, () => false, everything);
    unfolding.begin(sectionOf('B'), () => false, everything);
    await frame();
    expect(unfolding.of(sectionOf('B').blocks[0]!)).toEqual({ from: 0, to: 12 });
    unfolding.finish();
    await frame();
    expect(unfolding.whole).toBe(true);
  });
});

test("an income stands in the list of persons, a person's own table", () => {
  const members = blockOf(A, 'members');
  expect(holds({ block: members, field: null }, recordOf(INCOME), 'gross')).toBe(true);
  expect(holds({ block: first, field: first.fields[0]! }, recordOf(INCOME), 'gross')).toBe(false);
});
