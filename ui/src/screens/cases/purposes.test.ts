import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { PurposeView } from '../../backend/types';
import { MemoryBackend } from '../../test/memory';
import { openApp, settle } from '../../test/render';

const CHANGED: PurposeView = {
  id: 'relative_update', name: 'Krewny z art. 103 – zmiana umowy', form_title: 'Kwestionariusz rodzinnego wywiadu środowiskowego – część III',
  why: 'Część III aktualizuje część II.', basis: 'art. 103 u.p.s.', missing: null, suggested: true, in_work: 'd9', begun: [],
  continues: [
    { document: 'd2', name: 'Wymyślna Bogna', form_title: 'część II', approved_at: '2026-11-12T10:00:00', in_work: 'd9', of_file: null },
    { document: 'd1', name: 'Wymyślny Cezary', form_title: 'część II', approved_at: '2026-11-05T10:00:00', in_work: null, of_file: null },
  ],
};

test('of two relatives the worker says whose interview goes on', async () => {
  const backend = new MemoryBackend();
  backend.purposes = [CHANGED];
  await openApp(backend);
  await fireEvent.click(screen.getAllByRole('button', { name: /Inny cel|inny cel/ })[0]!);
  await settle(20);
  const group = screen.getByRole('group', { name: /zmiana umowy/ });
  const offered = [...group.querySelectorAll('button')];
  expect(offered.map((button) => button.getAttribute('data-earlier'))).toEqual(['d2', 'd1']);
  expect(offered[0]?.textContent).toMatch(/Wymyślna Bogna.*zatwierdzony ostatnio.*w toku/);
  expect(offered[1]?.textContent).toMatch(/Wymyślny Cezary.*część II, zatwierdzono 5.listopada 2026/);
  await fireEvent.click(offered[1]!);
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'continue_interview')?.[1]).toEqual({ case: 'c1', purpose: 'relative_update', earlier: 'd1' });
  expect(backend.calls.some(([name]) => name === 'start_interview')).toBe(false);
});

test('beside the part II of one relative another is begun, and each is found by its name', async () => {
  const backend = new MemoryBackend();
  const relative: PurposeView = { ...CHANGED, id: 'relative', name: 'Krewny z art. 103', in_work: null, continues: [], begun: [{ document: 'd3', name: 'Wymyślna Bogna' }] };
  backend.purposes = [relative];
  await openApp(backend);
  await fireEvent.click(screen.getAllByRole('button', { name: /Inny cel|inny cel/ })[0]!);
  await settle(20);
  expect(screen.getByRole('button', { name: /Wymyślna Bogna.*w toku/ }).getAttribute('data-begun')).toBe('d3');
  await fireEvent.click(screen.getByRole('button', { name: 'Rozpocznij u kolejnej osoby' }));
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'start_interview')?.[1]).toEqual({ case: 'c1', purpose: 'relative' });
});
