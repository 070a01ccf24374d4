import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { session } from '../test/fixtures';
import { MemoryBackend } from '../test/memory';
import { INCOMING } from '../test/partners';
import { openApp, settle } from '../test/render';

async function openPartners(backend = new MemoryBackend(session(['head']))) {
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  await fireEvent.click(document.getElementById('go-partners')!);
  await settle(20);
  return backend;
}
const called = (backend: MemoryBackend, name: string) => backend.calls.filter(([known]) => known === name).map(([, args]) => args);

test('only the head is offered other centres', async () => {
  await openApp(new MemoryBackend(session(['field'])));
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  expect(document.getElementById('go-partners')).toBeNull();
});

test('own digits stand in groups to be read aloud, and those of the other centre stand nowhere', async () => {
  await openPartners();
  const digits = screen.getByRole('list', { name: /Cyfry, które czytasz/ });
  expect(within(digits).getAllByRole('listitem').map((item) => item.textContent)).toEqual(['48213', '90577', '11846', '73320', '05964', '38817']);
  const unknown = document.querySelector('[data-centre="o2"]')!;
  expect(unknown.textContent).toContain('inny klucz niż ten, który potwierdziliśmy');
  expect(unknown.textContent).not.toMatch(/\d{5}/);
});

test('digits that were heard wrong confirm nothing; the right ones do', async () => {
  const backend = await openPartners();
  await fireEvent.input(screen.getByLabelText('Cyfry usłyszane przez telefon'), { target: { value: '99999' } });
  await fireEvent.click(screen.getByRole('button', { name: /Sprawdź i potwierdź: GOPS/ }));
  await settle(20);
  expect(screen.getByText(/To nie są cyfry klucza tego ośrodka/)).toBeTruthy();
  await fireEvent.input(screen.getByLabelText('Cyfry usłyszane przez telefon'), { target: { value: '11111 22222' } });
  await fireEvent.click(screen.getByRole('button', { name: /Sprawdź i potwierdź: GOPS/ }));
  await settle(20);
  expect(called(backend, 'confirm_partner').at(-1)).toEqual({ centre: 'o2', heard: '11111 22222' });
  expect(document.querySelector('[data-centre="o2"]')?.textContent).toContain('Cyfry porównane przez telefon: Anna Kierownicza');
});

test('a card is pasted, and another text is refused plainly', async () => {
  const backend = await openPartners();
  await fireEvent.click(document.getElementById('add-partner')!);
  await settle(20);
  expect(called(backend, 'add_partner')).toEqual([]);
  const card = screen.getByLabelText('Wizytówka drugiego ośrodka');
  await fireEvent.input(card, { target: { value: 'Dzień dobry' } });
  await fireEvent.click(document.getElementById('add-partner')!);
  await settle(20);
  expect(screen.getByText(/To nie jest wizytówka ośrodka/)).toBeTruthy();
  await fireEvent.input(card, { target: { value: 'TERENK1-ABCDE' } });
  await fireEvent.click(document.getElementById('add-partner')!);
  await settle(20);
  expect(document.querySelector('[data-centre="o3"]')?.textContent).toContain('Cyfry nie są porównane');
});

test('a case that came is looked at first, refused only with a reason, and accepted with a file that answers', async () => {
  const backend = new MemoryBackend(session(['head']));
  backend.partner_file = { what: 'case', incoming: INCOMING };
  await openPartners(backend);
  await fireEvent.click(document.getElementById('open-partner-file')!);
  await settle(20);
  const incoming = document.querySelector('[data-incoming="new"]')!;
  for (const part of ['Zmyślona Genowefa', 'Zmyślonej Górze', 'przeprowadziła się', '9XW2M-7K3QD', 'Daria Sąsiedzka', '3,2']) expect(incoming.textContent).toContain(part);
  await fireEvent.click(within(incoming as HTMLElement).getByRole('button', { name: 'Odmów' }));
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Odmów z tym powodem' }));
  await settle(20);
  expect(called(backend, 'answer_partner_file')).toEqual([]);
  await fireEvent.click(document.getElementById('accept-incoming')!);
  await settle(20);
  expect(called(backend, 'answer_partner_file')).toEqual([{ accepted: true, reason: '' }]);
  expect(screen.getByText(/Sprawa przyjęta. Odpowiedź zapisano: E:\\teren-odpowiedz.teren/)).toBeTruthy();
  expect(document.querySelector('[data-incoming]')).toBeNull();
});

test('the word of the other centre tells the number there', async () => {
  const backend = new MemoryBackend(session(['head']));
  backend.partner_file = { what: 'word', word: { case: 'c6', from: 'GOPS w Bajkowie', name: 'Urojona Apolonia', accepted: true, number: 'T-2026-000004', reason: '', again: false } };
  await openPartners(backend);
  await fireEvent.click(document.getElementById('open-partner-file')!);
  await settle(20);
  expect(screen.getByText('GOPS w Bajkowie: sprawa przyjęta (Urojona Apolonia), tam ma nr T-2026-000004.')).toBeTruthy();
});

test('a case goes out with what is chosen, says what stays, and never without a reason', async () => {
  const backend = await openPartners();
  await fireEvent.input(screen.getByLabelText('Znajdź sprawę'), { target: { value: 'Urojona' } });
  await settle(300);
  await fireEvent.click(document.querySelector('[data-found]')!);
  await settle(50);
  expect(screen.getByText(/U nas zostaje: zdrowie, przemoc i bezpieczeństwo, osoba zgłaszająca/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Zapisz zaszyfrowany plik…' }));
  await settle(20);
  expect(called(backend, 'send_to_partner')).toEqual([]);
  await fireEvent.input(screen.getByLabelText('Powód'), { target: { value: 'Przeprowadzka.' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Zapisz zaszyfrowany plik…' }));
  await settle(20);
  expect(called(backend, 'send_to_partner')[0]).toMatchObject({ input: { interviews: ['d6'], centre: 'o1', reason: 'Przeprowadzka.' } });
  expect(screen.getByText('Zapisano plik: E:\\teren-sprawa.teren')).toBeTruthy();
});
