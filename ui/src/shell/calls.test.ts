import { fireEvent } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { MemoryBackend, problem } from '../test/memory';
import { openApp, settle } from '../test/render';
import { Calls } from './calls';

test('the file for technical support tells how calls went and nothing that was asked or answered', async () => {
  const backend = new MemoryBackend();
  backend.failing.set('exchange', problem('office-unreachable'));
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-settings')!);
  await settle(20);
  await fireEvent.click(document.getElementById('save-support')!);
  await settle(20);
  const sent = backend.calls.find(([name]) => name === 'save_support')?.[1] as { calls: Record<string, unknown>[] };
  for (const call of sent.calls) expect(Object.keys(call).sort()).toEqual(['ago_s', 'command', 'problem', 'took_ms']);
  expect(sent.calls).toContainEqual(expect.objectContaining({ command: 'overview', problem: null }));
  expect(sent.calls).toContainEqual(expect.objectContaining({ command: 'exchange', problem: 'office-unreachable' }));
  expect(document.body.textContent).toContain('Zapisano: E:\\teren-pomoc-techniczna.json');
});

test('only the last calls are kept', async () => {
  const calls = new Calls();
  for (let count = 0; count < 400; count += 1) await calls.note('overview', Promise.resolve());
  await expect(calls.note('session', Promise.reject(new Error('Jan Kowalski')))).rejects.toThrow();
  expect(calls.told()).toHaveLength(300);
  expect(calls.told().at(-1)).toMatchObject({ command: 'session', problem: 'internal' });
  expect(JSON.stringify(calls.told())).not.toContain('Kowalski');
});
