import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { CarriedView, UpdateView } from '../../backend/types';
import { INCOME, MEMBER, ROOT, session } from '../../test/fixtures';
import { MemoryBackend } from '../../test/memory';
import { openApp, settle } from '../../test/render';

const carried = (record: string, field: string, state: CarriedView['state'], before: string): CarriedView => ({ record, field, section: 'A', single: field === 'row', state, before });
const UPDATE: UpdateView = {
  based_on: 'w1', approved_at: '2026-05-18T14:32:00', by: 'Ewa Terenowska',
  carried: [
    carried(ROOT, 'first_name', 'to_ask', 'Leokadia'),
    carried(ROOT, 'last_name', 'current', 'Nibylska'),
    carried(ROOT, 'phone', 'changed', '000 000 101'),
    carried(INCOME, 'row', 'to_ask', 'emerytura'),
    { ...carried(ROOT, 'rooms', 'to_ask', '2'), section: 'C' },
  ],
  sections: [{ section: 'A', current: 1, changed: 1, to_ask: 2 }],
};

async function open(update = UPDATE) {
  const backend = new MemoryBackend({ ...session(), place: { document: ROOT, section: 'A', record: null, field: null } });
  backend.view = { update };
  await openApp(backend);
  await settle(20);
  return backend;
}
const confirmed = (backend: MemoryBackend) => backend.calls.filter(([name]) => name === 'confirm_carried').map(([, args]) => args);

test('a carried answer says whether it still holds, in words, and what it was', async () => {
  await open();
  const states = [...document.querySelectorAll('[data-carried]')].map((line) => line.textContent?.replace(/\s+/g, ' ').trim());
  expect(states[0]).toContain('do zapytania');
  expect(states.some((line) => line?.includes('nadal aktualne'))).toBe(true);
  expect(states.some((line) => line?.includes('zmienione') && line.includes('Poprzednio: 000 000 101'))).toBe(true);
  expect(screen.getAllByText('Do zapytania: 2').length).toBeGreaterThan(0);
});

test('one press confirms an answer', async () => {
  const backend = await open();
  await fireEvent.click(screen.getByRole('button', { name: 'Nadal aktualne: Imię' }));
  await settle(20);
  expect(confirmed(backend)).toEqual([{ document: ROOT, answers: [{ record: ROOT, field: 'first_name' }], current: true }]);
});

test('a whole section is confirmed at once, without what is confirmed one at a time', async () => {
  const backend = await open();
  await fireEvent.click(document.getElementById('confirm-section')!);
  await settle(20);
  expect(confirmed(backend)).toEqual([{ document: ROOT, answers: [{ record: ROOT, field: 'first_name' }], current: true }]);
});

test('each person of a long list says what is left to ask, and one act by the keyboard settles what need not be asked one by one', async () => {
  const backend = await open({ ...UPDATE, carried: [...UPDATE.carried, carried(MEMBER, 'member_first_name', 'to_ask', 'Jan'), carried(MEMBER, 'member_citizenship', 'to_ask', 'polskie')] });
  const saved = await new MemoryBackend(session()).call('confirm_carried', { document: ROOT, answers: [], current: true });
  backend.overrides.confirm_carried = ({ answers }) => ({ ...saved, update: { carried: answers.map((one) => carried(one.record, one.field, 'current', '')), gone: [], sections: UPDATE.sections } });
  const card = document.querySelector<HTMLElement>(`[data-member="${MEMBER}"]`)!;
  const head = card.querySelector<HTMLElement>('.head')!;
  expect(head.textContent).toMatch(/Do zapytania: .?3/);
  await fireEvent.click(head);
  await settle(20);
  const button = within(card).getByRole('button', { name: /Nadal aktualne u tej osoby: .?2.? odpowiedzi/ });
  button.focus();
  await fireEvent.click(button);
  await settle(20);
  expect(confirmed(backend)).toEqual([{ document: ROOT, answers: [{ record: MEMBER, field: 'member_first_name' }, { record: MEMBER, field: 'member_citizenship' }], current: true }]);
  expect(head.textContent).toMatch(/Do zapytania: .?1/);
  expect(document.activeElement).toBe(head);
});

test('what changed is shown side by side', async () => {
  const backend = await open();
  backend.changes = [
    { kind: 'answer', record: ROOT, field: 'phone', section: 'A', block: 'Osoba', label: 'telefon', whose: null, before: '000 000 101', after: '000 000 102' },
    { kind: 'added', record: 'm9', field: '@', section: 'A', block: 'Informacje o członkach rodziny', label: 'Informacje o członkach rodziny', whose: null, before: '', after: 'Kamil Nibylski' },
  ];
  await fireEvent.click(screen.getByRole('button', { name: 'Zmiany od ostatniego wywiadu' }));
  await settle(20);
  const page = document.querySelector('.changes')?.textContent?.replace(/\s+/g, ' ');
  expect(page).toContain('18 maja 2026');
  expect(page).toMatch(/telefon.*Było ?000 000 101.*Jest ?000 000 102/);
  expect(page).toMatch(/Było ?brak.*Jest ?Kamil Nibylski/);
});
