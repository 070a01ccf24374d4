import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { session } from '../../test/fixtures';
import { MemoryBackend, problem } from '../../test/memory';
import { openApp, settle } from '../../test/render';

/** A reader's interview, with its attachments below. */
async function openDocument(backend = new MemoryBackend(session(['team']))): Promise<MemoryBackend> {
  await openApp(backend);
  await fireEvent.click(screen.getByRole('button', { name: 'Czytaj wywiad: Apolonia Urojona' }));
  await settle(20);
  return backend;
}
async function click(name: string) {
  await fireEvent.click(screen.getByRole('button', { name }));
  await settle(20);
}
const called = (backend: MemoryBackend, command: string) => backend.calls.filter(([name]) => name === command).map(([, args]) => args as Record<string, unknown>);

test('each attachment says what it is, who added it and where its bytes are', async () => {
  await openDocument();
  const lines = [...document.querySelectorAll('[data-attachment]')].map((line) => line.textContent);
  expect(lines.length).toBe(2);
  expect(lines[0]).toContain('w ośrodku i na tym laptopie');
  expect(lines[1]).toContain('na tym laptopie, czeka na wymianę z ośrodkiem');
  expect(lines[1]).toMatch(/PDF, 1,4\sMB/);
});

test('an identity document is refused in words before a file is chosen', async () => {
  const backend = await openDocument();
  await click('Dodaj załącznik…');
  await fireEvent.change(document.querySelector('select[name=attachment-kind]')!, { target: { value: '1' } });
  await settle(20);
  expect(screen.getByRole('dialog').textContent).toContain('§ 11');
  expect(document.querySelector<HTMLButtonElement>('#choose-file')?.disabled).toBe(true);
  expect(called(backend, 'add_attachment')).toEqual([]);
});

test('a file is chosen only after the person says that it is no identity document', async () => {
  const backend = await openDocument();
  await click('Dodaj załącznik…');
  await fireEvent.change(document.querySelector('select[name=attachment-kind]')!, { target: { value: '7' } });
  await fireEvent.input(document.querySelector('input[name=attachment-title]')!, { target: { value: 'Odcinek' } });
  await settle(20);
  const choose = document.querySelector<HTMLButtonElement>('#choose-file');
  expect(choose?.disabled).toBe(true);
  await fireEvent.click(document.querySelector('input[name=attachment-confirmed]')!);
  await settle(20);
  expect(choose?.disabled).toBe(false);
  await click('Wybierz plik…');
  expect(called(backend, 'add_attachment')[0]?.input).toEqual({ title: 'Odcinek', point: '7', person: null, form: null, no_identity_document: true });
  expect(document.querySelectorAll('[data-attachment]').length).toBe(3);
});

test('a copy says who certified it, and who certifies one chooses so', async () => {
  const backend = await openDocument();
  expect(document.querySelector('[data-attachment]')?.textContent).toContain('kopia robocza, niepoświadczona');
  await click('Dodaj załącznik…');
  await fireEvent.change(document.querySelector('select[name=attachment-kind]')!, { target: { value: '7' } });
  await settle(20);
  await fireEvent.click(screen.getByRole('radio', { name: /^kopia poświadczona/ }));
  await fireEvent.click(document.querySelector('input[name=attachment-confirmed]')!);
  await settle(20);
  await click('Wybierz plik…');
  expect(called(backend, 'add_attachment')[0]?.input).toMatchObject({ form: 'kopia poświadczona' });
});

test('a full case and a full disk say how much there is, and nothing is lost', async () => {
  const backend = await openDocument();
  expect(screen.getByText('Załączniki tej sprawy: 3 z 200 MB')).toBeTruthy();
  backend.attachments.room.low_disk = 1500;
  backend.failing.set('add_attachment', { ...problem('attachment-case-full'), parameters: { used: '197', megabytes: '200' } });
  await click('Dodaj załącznik…');
  await fireEvent.change(document.querySelector('select[name=attachment-kind]')!, { target: { value: '7' } });
  await fireEvent.click(document.querySelector('input[name=attachment-confirmed]')!);
  await settle(20);
  await click('Wybierz plik…');
  const said = document.querySelector('[role=dialog] [data-problem=attachment-case-full]')?.textContent.replaceAll(/[\u2068\u2069]/g, '');
  expect(said).toContain('zajmują już 197 MB, a razem mogą zająć 200 MB');
  expect(document.querySelectorAll('[data-attachment]').length).toBe(2);
});

test('a wrong file is refused in the dialog, and what was typed stays', async () => {
  const backend = await openDocument();
  backend.failing.set('add_attachment', problem('attachment-of-no-kind'));
  await click('Dodaj załącznik…');
  await fireEvent.change(document.querySelector('select[name=attachment-kind]')!, { target: { value: '7' } });
  await fireEvent.click(document.querySelector('input[name=attachment-confirmed]')!);
  await settle(20);
  await click('Wybierz plik…');
  expect(document.querySelector('[role=dialog] [data-problem=attachment-of-no-kind]')).toBeTruthy();
});

test('an attachment is looked at in memory; one is removed after a question', async () => {
  const backend = await openDocument();
  await click('Pokaż załącznik: Odcinek emerytury');
  expect(document.querySelector('[role=dialog] img')?.getAttribute('src')).toMatch(/^data:image\/png;base64,/);
  await click('Zamknij');
  await click('Pokaż załącznik: Zaświadczenie o zarobkach');
  expect(screen.getByRole('dialog').textContent.replaceAll(/[\u2068\u2069]/g, '')).toContain('Pokazano 3 z 70 stron');
  await click('Zamknij');
  await click('Usuń załącznik: Odcinek emerytury');
  expect(called(backend, 'remove_attachment')).toEqual([]);
  await click('Usuń');
  expect(called(backend, 'remove_attachment').length).toBe(1);
  expect(document.querySelectorAll('[data-attachment]').length).toBe(1);
});

test('saving a copy warns first', async () => {
  const backend = await openDocument();
  await click('Zapisz plik załącznika: Odcinek emerytury');
  expect(screen.getByRole('dialog').textContent).toContain('otworzy każdy, bez hasła');
  await click('Wybierz miejsce…');
  expect(called(backend, 'save_attachment').length).toBe(1);
  expect(screen.getByText(/teren-zalacznik/)).toBeTruthy();
});
