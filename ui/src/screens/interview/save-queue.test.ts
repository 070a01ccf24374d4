import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Problem, SavedView } from '../../backend/types';
import { SaveQueue, type Unsaved } from './save-queue';

const SAVED: SavedView = { saved_at: '2026-11-22T14:32:00', evaluation: { unasked: [], computed: [], findings: [], sections: [], complete: false }, update: null };
const FULL: Problem = { code: 'disk-full', parameters: {} };

describe('typed answers reach the disk', () => {
  let sent: Unsaved[];
  let trouble: (Problem | null)[];
  let failing: boolean;
  let queue: SaveQueue;
  const answer = (value: string, field = 'needs') => queue.put({ record: 'r', field, value });

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    trouble = [];
    failing = false;
    queue = new SaveQueue({
      send: async (unsaved) => {
        if (failing) throw FULL;
        sent.push(unsaved);
        return SAVED;
      },
      saved: () => undefined,
      troubled: (problem) => trouble.push(problem),
    });
  });
  afterEach(() => vi.useRealTimers());

  test('300 ms after the last keystroke, once, with the newest text', async () => {
    answer('o');
    await vi.advanceTimersByTimeAsync(200);
    answer('op');
    await vi.advanceTimersByTimeAsync(299);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([{ record: 'r', field: 'needs', value: 'op' }]);
  });

  test('after 700 ms at the latest, though the typing never stops', async () => {
    for (let stroke = 0; stroke < 9; stroke += 1) {
      answer('x'.repeat(stroke + 1));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent.length).toBe(1);
    expect(sent[0]?.value).toBe('xxxxxxx');
  });

  test('at once when the field is left', async () => {
    answer('opał');
    await queue.flush();
    expect(sent.length).toBe(1);
    expect(queue.size).toBe(0);
  });

  test('a full disk keeps the text and says so, and the save is tried again until it stands', async () => {
    failing = true;
    answer('opał');
    await vi.advanceTimersByTimeAsync(300);
    expect(trouble).toEqual([FULL]);
    expect(queue.size).toBe(1);
    failing = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent).toEqual([{ record: 'r', field: 'needs', value: 'opał' }]);
    expect(trouble.at(-1)).toBeNull();
  });

  test('a newer text typed during a failed save is the one kept', async () => {
    failing = true;
    answer('stare');
    await vi.advanceTimersByTimeAsync(300);
    answer('nowe');
    failing = false;
    await queue.flush();
    expect(sent).toEqual([{ record: 'r', field: 'needs', value: 'nowe' }]);
  });

  test('two fields are both saved, in the order they were typed', async () => {
    answer('1', 'first_name');
    answer('2', 'last_name');
    await vi.advanceTimersByTimeAsync(300);
    expect(sent.map((unsaved) => unsaved.field)).toEqual(['first_name', 'last_name']);
  });

  test('a removed record is not written again', async () => {
    answer('x');
    queue.forget('r');
    await queue.flush();
    expect(sent).toEqual([]);
  });
});
