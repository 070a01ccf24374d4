import { beforeEach, expect, test, vi } from 'vitest';

import { session } from '../test/fixtures';
import { MemoryBackend, problem } from '../test/memory';
import { Shell } from './shell.svelte';
import { Working } from './working.svelte';

let shell: Shell;
let working: Working;
const refuse = (code: 'not-allowed' | 'locked') => async () => { throw problem(code); };

beforeEach(() => {
  shell = new Shell(new MemoryBackend());
  shell.session = session();
  working = new Working(shell);
});

test('it is busy until the work ends, and nothing else begins meanwhile', async () => {
  let finish = () => undefined as void;
  const first = working.run(() => new Promise((resume) => (finish = resume)));
  expect(working.busy).toBe(true);
  const second = vi.fn(async () => undefined);
  expect(await working.run(second)).toBe(false);
  expect(second).not.toHaveBeenCalled();
  finish();
  expect(await first).toBe(true);
  expect(working.busy).toBe(false);
  expect(await working.run(second)).toBe(true);
});

test('what was refused is kept until the next attempt', async () => {
  expect(await working.run(refuse('not-allowed'))).toBe(false);
  expect(working.problem).toEqual(problem('not-allowed'));
  expect(working.busy).toBe(false);
  expect(shell.session).not.toBeNull();
  const next = working.run(async () => undefined);
  expect(working.problem).toBeNull();
  expect(await next).toBe(true);
  expect(working.problem).toBeNull();
});

test('an attempt goes on beside what is under way, and keeps nobody waiting', async () => {
  let finish = () => undefined as void;
  const first = working.run(() => new Promise((resume) => (finish = resume)));
  expect(await working.attempt(refuse('not-allowed'))).toBe(false);
  expect(working.problem).toEqual(problem('not-allowed'));
  expect(working.busy).toBe(true);
  finish();
  await first;
  const alone = working.attempt(async () => undefined);
  expect(working.busy).toBe(false);
  expect(await alone).toBe(true);
});

test.each(['run', 'attempt'] as const)('a core that locked itself during %s brings the person to the unlock screen', async (way) => {
  expect(await working[way](refuse('locked'))).toBe(false);
  expect(shell.session).toBeNull();
  expect(working.busy).toBe(false);
});
