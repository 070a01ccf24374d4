import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { FAMILY } from '../test/alike';
import { EXCHANGE, session, TODAY, VISITS } from '../test/fixtures';
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
  expect(pair.getByText('Ocena, że to jedna osoba: ponad 99,9%.')).toBeTruthy();
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
  expect(pair.getByText('Ocena, że to jedna osoba: 81,2%.')).toBeTruthy();
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
  await fireEvent.input(screen.getByLabelText(/^Data urodzenia/), { target: { value: '5 marca 1950 r.' } });
  const form = document.querySelector<HTMLFormElement>('form.report')!;
  await fireEvent.submit(form);
  await settle(20);
  expect(said(backend, 'register_report')).toEqual([]);
  expect(said(backend, 'search_people')).toMatchObject([{ surname: 'Wymyślony', born: '1950-03-05' }]);
  expect(screen.getByText('Jan Wymyślony, rok urodzenia: 1950')).toBeTruthy();
  expect(screen.getByText('Teczkę prowadzi Zespół świadczeń')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'To ta sama rodzina' }));
  await fireEvent.submit(form);
  await settle(20);
  expect(said(backend, 'register_report')).toMatchObject([{ report: { case: 'c7' } }]);
});

test('what was written while two files were joined is shown side by side, also after they were parted', async () => {
  await openAlike();
  const link = within(screen.getByRole('article', { name: 'Pelagia Nibylska i Pelagja Nibylska' }));
  expect(link.getByText(/Pomyłka: dwie siostry/)).toBeTruthy();
  await fireEvent.click(link.getByRole('button', { name: 'Edycje wspólne' }));
  await settle(20);
  const text = (file: string) => document.querySelector(`[data-edits="${file}"]`)?.textContent ?? '';
  expect(text('0-r4')).toContain('Wyjechała do córki.');
  expect(text('0-r4')).not.toContain('000000103');
  expect(text('0-r5')).toMatch(/telefon:.*000000103.*Ewa Terenowska/);
  await fireEvent.click(link.getByRole('button', { name: 'Edycje wspólne' }));
  await settle(20);
  expect(document.querySelector('[data-edits]')).toBeNull();
});

test('a joined family is told on the list, and its page lists the interviews of both files and opens them', async () => {
  const backend = new MemoryBackend(session(['field']));
  backend.family = FAMILY;
  backend.overrides.overview = () => ({ today: TODAY, visits: VISITS.map((visit) => ({ ...visit, joined: visit.case === 'c1' ? ['T-2026-000020'] : [] })), interviews: [], exchange: EXCHANGE });
  await openApp(backend);
  expect(screen.getByText('Połączona z teczką T-2026-000020')).toBeTruthy();
  await fireEvent.click(screen.getAllByRole('button', { name: /^Gdzie jest ta sprawa/ })[0]!);
  await settle(20);
  const rows = [...document.querySelectorAll('[data-interview]')].map((row) => row.textContent ?? '');
  expect(rows).toHaveLength(2);
  expect(screen.getByText('Leokadia Nibylska: Imię: Leokadia (przyjęto z teczki T-2026-000001)')).toBeTruthy();
  expect(rows[0]).toMatch(/część IV.*w toku.*w tej teczce \(T-2026-000001\)/);
  expect(rows[1]).toMatch(/część I.*zatwierdzono.*w teczce T-2026-000020/);
  await fireEvent.click(document.querySelector('[data-interview="d20"]')!);
  await settle(20);
  expect(said(backend, 'read_document')).toEqual([{ document: 'd20' }]);
  await fireEvent.click(document.getElementById('back')!);
  await settle(20);
  expect(document.querySelector('[data-interview="d20"]')).toBeTruthy();
});
