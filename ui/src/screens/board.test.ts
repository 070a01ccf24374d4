import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { BOARD } from '../test/board';
import { session } from '../test/fixtures';
import { MemoryBackend } from '../test/memory';
import { openApp, settle } from '../test/render';

async function openBoard(backend = new MemoryBackend(session(['head']))) {
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-board')!);
  await settle(20);
  return backend;
}
const rowOf = (table: string, name: string) => within(screen.getByRole('table', { name: table })).getByRole('rowheader', { name }).closest('tr')?.textContent ?? '';

test('every picture has its numbers beside it', async () => {
  await openBoard();
  expect(rowOf('Teraz', 'wizyty do odbycia')).toContain('23');
  expect(rowOf('Osoby', 'Ewa Terenowska')).toMatch(/51 \(norma 50\).*ponad normę.*art\. 110 ust\. 11 u\.p\.s\./s);
  expect(rowOf('Osoby', 'Marek Obchodowicz')).not.toContain('ponad normę');
  expect(rowOf('Zespoły', 'zespół świadczeń')).toContain('49');
  for (const picture of document.querySelectorAll('main svg[viewBox="0 0 100 10"]')) expect(picture.getAttribute('aria-hidden')).toBe('true');
});

test('the board says what it did not count', async () => {
  const backend = new MemoryBackend(session(['head']));
  backend.overrides.board = () => ({ ...BOARD, whole_centre: false, named: false, people: [{ ...BOARD.people[0]!, name: 'Pozostałe osoby razem', people: 7, norm: null, norm_basis: null }] });
  await openBoard(backend);
  expect(screen.getByText('Powodów 2 wywiadów nie policzono: są poza Twoim upoważnieniem.')).toBeTruthy();
  expect(screen.getByText(/^Nazwiska współpracowników widzi tylko kierownik/)).toBeTruthy();
  expect(screen.queryByText(/Kolejność jest alfabetyczna/)).toBeNull();
  expect(screen.getByText(/7 osób/)).toBeTruthy();
});

test('an empty centre has an honest board', async () => {
  const backend = new MemoryBackend(session(['head']));
  backend.overrides.board = () => ({ ...BOARD, cases: 0, people: [], teams: [], reasons: [], forms: [], to_interview: null, to_inbox: null, withheld: 0 });
  await openBoard(backend);
  expect(screen.getAllByText('Nie ma jeszcze czego policzyć.').length).toBe(3);
  expect(screen.getByText('Od zgłoszenia do wywiadu: nie ma jeszcze wywiadu po zgłoszeniu.')).toBeTruthy();
});

test('a period is reported and saved for a spreadsheet', async () => {
  const backend = await openBoard();
  await fireEvent.click(screen.getByLabelText('IV kwartał 2026'));
  await settle(20);
  const region = within(screen.getByRole('region', { name: 'IV kwartał 2026' }));
  expect(region.getByText('Od 1 października 2026 r. do 31 grudnia 2026 r.')).toBeTruthy();
  await fireEvent.click(region.getByRole('button', { name: 'Zapisz jako CSV' }));
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'save_figures')?.[1]).toEqual({ period: '2026-4-3', format: 'csv' });
  expect(region.getByText(/Zapisano:.*zestawienie\.csv/)).toBeTruthy();
});
