import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { session } from '../../test/fixtures';
import { MemoryBackend, problem } from '../../test/memory';
import { openApp, press, settle } from '../../test/render';

const INTERVIEW = { of: 'interview', document: 'd6', paper: 'interview' };

/** The papers of an interview that waits in the inbox. */
async function openPapers(): Promise<MemoryBackend> {
  const backend = await openApp(new MemoryBackend(session(['team'])));
  await fireEvent.click(screen.getByRole('button', { name: 'Czytaj wywiad: Apolonia Urojona' }));
  await settle(20);
  await click('open-print');
  return backend;
}
async function click(id: string) {
  await fireEvent.click(document.getElementById(id)!);
  await settle(20);
}
const called = (backend: MemoryBackend, command: string) => backend.calls.filter(([name]) => name === command).map(([, args]) => args);
const shown = () => document.querySelector('img')?.getAttribute('alt');

test('the papers stand in words; one that must wait says for what, and the copies of each are there', async () => {
  await openPapers();
  expect([...document.querySelectorAll('[data-paper]')].map((paper) => paper.getAttribute('data-paper'))).toEqual(['interview', 'statement', 'missing_documents']);
  const waiting = document.querySelector<HTMLButtonElement>('[data-paper=statement]');
  expect(waiting?.disabled).toBe(true);
  expect(waiting?.textContent).toContain('Będzie po zatwierdzeniu wywiadu');
  expect(screen.getByText(/Marek Objazdowy/).textContent).toContain('cdcd');
});

test('the pages are turned by buttons and by keys, and grow', async () => {
  const backend = await openPapers();
  expect(called(backend, 'paper_pictures')).toEqual([{ paper: { ...INTERVIEW, document: called(backend, 'papers').map((args) => (args as { document: string }).document)[0] }, pixels: 2 }]);
  expect(shown()).toBe('Kwestionariusz wywiadu, obraz strony 1 z 3');
  await click('page-on');
  expect(document.getElementById('page-count')?.textContent).toBe('strona 2 z 3');
  document.querySelector<HTMLElement>('.page[tabindex="0"]')?.focus();
  await press('PageDown');
  expect(shown()).toContain('strony 3 z 3');
  expect(document.querySelector<HTMLButtonElement>('#page-on')?.disabled).toBe(true);
  await press('Home');
  expect(shown()).toContain('strony 1 z 3');
  await click('zoom-in');
  expect(document.querySelector<HTMLElement>('img')?.style.width).toBe('150%');
});

test('a paper is printed with one press, and the list of copies is read again', async () => {
  const backend = await openPapers();
  await click('print');
  expect(called(backend, 'print_paper').length).toBe(1);
  expect(screen.getByText('Wysłano do drukarki.')).toBeTruthy();
  expect(called(backend, 'papers').length).toBe(2);
});

test('without a printer the person reads what to do instead', async () => {
  const backend = await openPapers();
  backend.failing.set('print_paper', problem('printer-unavailable'));
  await click('print');
  expect(document.querySelector('[data-problem=printer-unavailable]')?.textContent).toContain('zapisz plik');
});

test('before a paper is saved the person hears that the file is open to all, and may still say no', async () => {
  const backend = await openPapers();
  await click('save-file');
  expect(screen.getByRole('dialog').textContent).toContain('otworzy każdy, bez hasła');
  await fireEvent.click(screen.getByRole('button', { name: 'Anuluj' }));
  await settle(20);
  expect(called(backend, 'save_paper')).toEqual([]);
  await click('save-file');
  await click('save-yes');
  expect(called(backend, 'save_paper').length).toBe(1);
  expect(screen.getByText(/Plik nie jest zaszyfrowany/)).toBeTruthy();
});

test('blank forms are reached from the settings', async () => {
  const backend = await openApp(new MemoryBackend(session(['field'])));
  await click('nav-settings');
  await click('open-blanks');
  expect(screen.getByText('Rodzinny wywiad środowiskowy – część II')).toBeTruthy();
  expect(called(backend, 'paper_pictures')).toEqual([{ paper: { of: 'blank', form: 'part-i/2021-11-15' }, pixels: 2 }]);
  await click('back');
  expect(document.getElementById('open-blanks')).toBeTruthy();
});

test('an interview that is not approved is no data for anybody', async () => {
  await openPapers();
  expect(document.getElementById('save-json')).toBeNull();
});

test('data for another program asks first', async () => {
  const backend = new MemoryBackend(session(['team']));
  const { PAPERS } = await import('../../test/papers');
  backend.overrides.papers = () => PAPERS.map((paper) => ({ ...paper, obstacle: null }));
  await openApp(backend);
  await fireEvent.click(screen.getByRole('button', { name: 'Czytaj wywiad: Apolonia Urojona' }));
  await settle(20);
  await click('open-print');
  await click('save-json');
  expect(called(backend, 'save_data')).toEqual([]);
  await click('save-yes');
  expect(called(backend, 'save_data')[0]).toMatchObject({ format: 'json' });
  expect(screen.getByText(/wywiad\.json/)).toBeTruthy();
});
