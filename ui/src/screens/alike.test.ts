import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { session } from '../test/fixtures';
import { MemoryBackend } from '../test/memory';
import { openApp, settle } from '../test/render';

async function openAlike() {
  const backend = await openApp(new MemoryBackend(session(['first_contact'])));
  await fireEvent.click(document.getElementById('nav-alike')!);
  await settle(20);
  return backend;
}
const said = (backend: MemoryBackend, command: string) => backend.calls.filter(([name]) => name === command).map(([, args]) => args);

test('two files of one family stand side by side with reasons and are joined with the name that was chosen', async () => {
  const backend = await openAlike();
  const pair = within(document.querySelector<HTMLElement>('[data-alike="0-r2"]')!);
  expect(pair.getByText('Przemawia za: ta sama data urodzenia, imię różni się tylko ogonkami.', { exact: false })).toBeTruthy();
  await fireEvent.click(pair.getByRole('button', { name: 'Połącz: to jedna rodzina' }));
  await settle(20);
  expect(said(backend, 'link_files')).toEqual([]);
  await fireEvent.input(pair.getByLabelText('Dlaczego'), { target: { value: 'Jedna rodzina.' } });
  await fireEvent.click(pair.getByLabelText('Zmyslinksa'));
  await fireEvent.click(pair.getByRole('button', { name: 'Połącz: to jedna rodzina' }));
  await settle(20);
  expect(said(backend, 'link_files')).toEqual([{
    one: '0-r1', other: '0-r2', reason: 'Jedna rodzina.',
    choices: [
      { person: '0-p1', field: 'last_name', kind: 'conflict', own: false },
      { person: '0-p1', field: 'pesel', kind: 'fill-empty', own: true },
    ],
  }]);
});

test('a file held elsewhere names nobody and cannot be judged here', async () => {
  const backend = await openAlike();
  const pair = within(document.querySelector<HTMLElement>('[data-alike="0-r3"]')!);
  expect(pair.getByText('Drugą teczkę prowadzi Zespół świadczeń. Rozstrzyga ten, kto ma obie teczki, kierownik albo koordynator.')).toBeTruthy();
  expect(pair.queryByLabelText('Dlaczego')).toBeNull();
  await fireEvent.click(pair.getByRole('button', { name: 'Sprawdź teraz tę teczkę' }));
  await settle(20);
  expect(said(backend, 'look_for_alike')).toEqual([{ case: '0-r1' }]);
  expect(pair.getByText('Podobne są 3 pary teczek.', { exact: false })).toBeTruthy();
});

test('the head asks to look again at all files and is told what came of it', async () => {
  const backend = await openApp(new MemoryBackend(session(['head'])));
  await fireEvent.click(document.getElementById('nav-alike')!);
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Sprawdź teraz wszystkie teczki' }));
  await settle(20);
  expect(said(backend, 'look_for_alike')).toEqual([{ case: null }]);
  expect(screen.getByText('Porównano 1284 teczki ze wszystkimi. Podobne są 3 pary teczek. Nowa jest 1 para.')).toBeTruthy();
});

test('a family that is known is shown before a file is opened, and the report goes onto its file', async () => {
  const backend = new MemoryBackend(session(['first_contact']));
  backend.known = [{ name: 'Jan Wymyślony', born_year: 1950, team: 'Zespół świadczeń', case: 'c7', number: 'T-2026-000007', surely: true, reasons: ['ten sam adres'] }];
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-register')!);
  await settle(20);
  await fireEvent.input(screen.getByLabelText('Nazwisko'), { target: { value: 'Wymyślony' } });
  const form = document.querySelector<HTMLFormElement>('form.report')!;
  await fireEvent.submit(form);
  await settle(20);
  expect(said(backend, 'register_report')).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'To ta sama rodzina' }));
  await fireEvent.submit(form);
  await settle(20);
  expect(said(backend, 'register_report')).toMatchObject([{ report: { case: 'c7' } }]);
});
