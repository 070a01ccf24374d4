import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { EXCHANGE, INTERVIEWS, session, TODAY } from '../test/fixtures';
import { MemoryBackend } from '../test/memory';
import { openApp, settle } from '../test/render';

async function openHeld(backend = new MemoryBackend(session(['head']))) {
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-held')!);
  await settle(20);
  return backend;
}
const said = (backend: MemoryBackend, command: string) => backend.calls.filter(([name]) => name === command).map(([, args]) => args);
const item = (held: string) => document.querySelector<HTMLElement>(`[data-held="${held}"]`)!;

test('the content is asked of the office, read, and accepted with a reason', async () => {
  const backend = await openHeld();
  const held = within(item('h1'));
  expect(held.getByText('Laptop wycofano albo jego właściciel nie pracuje już w ośrodku.')).toBeTruthy();
  expect(held.getByText('Marek Objazdowy, laptop nr 2')).toBeTruthy();
  expect(held.queryByText('opał na zimę')).toBeNull();
  expect(held.queryByRole('button', { name: 'Przyjmij do sprawy' })).toBeNull();
  await fireEvent.click(held.getByRole('button', { name: 'Pokaż treść i rozstrzygnij: Nibylska Leokadia' }));
  await settle(20);
  expect(said(backend, 'open_held')).toEqual([{ case: 'c1', held: 'h1' }]);
  expect(held.getByText('opał na zimę')).toBeTruthy();
  expect(held.getByText('Jan Nibylski: Dochód')).toBeTruthy();
  expect(held.getByText('Odpowiedź, o którą nie pyta żaden znany tu formularz')).toBeTruthy();
  expect(held.getAllByText('(odpowiedź usunięta)')).toHaveLength(1);
  expect(held.getAllByText('(brak odpowiedzi)')).toHaveLength(1);
  await fireEvent.click(held.getByRole('button', { name: 'Przyjmij do sprawy' }));
  await settle(20);
  expect(said(backend, 'decide_held')).toEqual([]);
  expect(held.getByText('Napisz, dlaczego. Powód zostaje przy sprawie.')).toBeTruthy();
  await fireEvent.input(held.getByLabelText('Dlaczego'), { target: { value: 'Był tam przed odejściem.' } });
  await fireEvent.click(held.getByRole('button', { name: 'Przyjmij do sprawy' }));
  await settle(20);
  expect(said(backend, 'decide_held')).toEqual([{ case: 'c1', held: 'h1', way: 'accept', reason: 'Był tam przed odejściem.' }]);
  expect(said(backend, 'held_back').length).toBeGreaterThan(1);
});

test('of an approved interview what is accepted is called a later change', async () => {
  const backend = new MemoryBackend(session(['head']));
  backend.held_content.sealed = true;
  await openHeld(backend);
  const held = within(item('h1'));
  await fireEvent.click(held.getByRole('button', { name: /^Pokaż treść/ }));
  await settle(20);
  expect(held.getByRole('button', { name: 'Przyjmij jako późniejszą zmianę' })).toBeTruthy();
  expect(held.queryByRole('button', { name: 'Przyjmij do sprawy' })).toBeNull();
});

test('without the office nothing is shown and nothing can be decided', async () => {
  const backend = new MemoryBackend(session(['head']));
  backend.held_content = { ...backend.held_content, outcome: 'waiting', parts: [] };
  await openHeld(backend);
  const held = within(item('h1'));
  await fireEvent.click(held.getByRole('button', { name: /^Pokaż treść/ }));
  await settle(20);
  expect(held.getByText('Treść pokazuje tylko ośrodek, a teraz nie ma z nim połączenia. Nic się nie zmieniło.')).toBeTruthy();
  expect(held.queryByLabelText('Dlaczego')).toBeNull();
});

test('who does not decide sees that something is there, and a broken message can only be filed away', async () => {
  await openHeld();
  expect(within(item('h2')).queryByRole('button')).toBeNull();
  expect(within(item('h2')).getByText(/Ciebie to tylko informuje/)).toBeTruthy();
  const broken = within(item('h3'));
  expect(broken.getByRole('heading', { name: 'Sprawa nieznana w ośrodku' })).toBeTruthy();
  await fireEvent.click(broken.getByRole('button', { name: /^Pokaż treść/ }));
  await settle(20);
  const buttons = broken.getAllByRole('button').map((button) => button.textContent?.trim());
  expect(buttons).toEqual(['Odłóż do akt']);
});

test('what was decided stays with who decided, why, and the note that was kept', async () => {
  await openHeld();
  await fireEvent.click(screen.getByRole('button', { name: 'Rozstrzygnięte (1)' }));
  const held = within(item('h4'));
  expect(held.getByText(/Zachowane jako notatka \(1 zmiana\): Anna Kierownicka/)).toBeTruthy();
  expect(held.getByText('Powód: Do wiadomości zespołu.')).toBeTruthy();
  expect(held.getByText(/Przyjęte do sprawy \(1 zmiana\) przez: Anna Kierownicka, napisane przez: /)).toBeTruthy();
  expect(held.getByText('Prosi o węgiel.')).toBeTruthy();
});

test('a correction starts with the later answers that were chosen', async () => {
  const backend = await openHeld(new MemoryBackend(session(['field'])));
  const late = within(document.querySelector<HTMLElement>('[data-late="d5"]')!);
  expect(late.getByText('jest już w nowej wersji')).toBeTruthy();
  const [phone, income] = late.getAllByRole<HTMLInputElement>('checkbox');
  expect(income!.disabled).toBe(true);
  await fireEvent.click(late.getByRole('button', { name: 'Zacznij korektę z wybranymi' }));
  await settle(20);
  expect(late.getByText('Zaznacz przynajmniej jedną odpowiedź.')).toBeTruthy();
  await fireEvent.click(phone!);
  await fireEvent.input(late.getByLabelText('Dlaczego powstaje korekta'), { target: { value: 'Zmienił się telefon.' } });
  await fireEvent.click(late.getByRole('button', { name: 'Zacznij korektę z wybranymi' }));
  await settle(50);
  expect(said(backend, 'correct_from_late')).toEqual([{ document: 'd5', answers: [{ record: 'd5', field: 'phone' }], reason: 'Zmienił się telefon.' }]);
  expect(document.querySelector('[data-late]')).toBeNull();
});

test('a card says how many changes came after its approval, and leads to them', async () => {
  const backend = new MemoryBackend();
  backend.overrides.overview = () => ({ today: TODAY, visits: [], interviews: INTERVIEWS.map((one) => ({ ...one, late_edits: one.box === 'sent' ? 2 : 0 })), exchange: EXCHANGE });
  await openApp(backend);
  await fireEvent.click(screen.getByRole('button', { name: /^późniejsze zmiany: 2/ }));
  await settle(20);
  expect(screen.getByRole('heading', { level: 1, name: 'Odłożone' })).toBeTruthy();
});
