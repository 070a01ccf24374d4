import { fireEvent } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';

import { MEMBER, ROOT, session } from '../../test/fixtures';
import { MemoryBackend } from '../../test/memory';
import { control, openApp, press, settle } from '../../test/render';

async function toggle() {
  await fireEvent.click(document.getElementById('paper-view')!);
  await settle(20);
}
const door = (record: string, field: string) => document.querySelector<HTMLElement>(`[data-record="${record}"][data-to-field="${field}"]`);

beforeEach(async () => {
  await openApp(new MemoryBackend({ ...session(), place: { document: ROOT, section: 'A', record: ROOT, field: 'phone' } }));
  control(ROOT, 'phone').focus();
  await toggle();
});

test('the paper shows answers in place, empty ones as a line, all words of a choice, and nothing withheld', () => {
  expect(door(ROOT, 'first_name')?.textContent).toContain('Apolonia');
  expect(door(ROOT, 'phone')?.textContent).toContain('brak odpowiedzi');
  expect(door(ROOT, 'family_type')?.textContent).toMatch(/☒ pełna.*☐ niepełna/);
  expect(door(ROOT, 'health_problems')).toBeNull();
  expect(document.querySelector('[data-open-section=paper]')?.textContent).toContain('część poza Twoim upoważnieniem');
  expect(document.querySelector('[data-open-section=paper] input')).toBeNull();
});

test('the paper opens where the person stood in the form', () => {
  expect(document.activeElement).toBe(door(ROOT, 'phone'));
});

test('a click on an answer goes to its field', async () => {
  await fireEvent.click(door(ROOT, 'first_name')!);
  await settle(20);
  expect(document.querySelector('[data-open-section=paper]')).toBeNull();
  expect(document.activeElement).toBe(control(ROOT, 'first_name'));
});

test('a cell of the table of the family goes to the answer of that member', async () => {
  await fireEvent.click(door(MEMBER, 'member_first_name')!);
  await settle(20);
  expect(document.activeElement).toBe(control(MEMBER, 'member_first_name'));
});

test('arrows move over the answers, and the form comes back where the paper was left', async () => {
  await press('ArrowUp');
  expect(document.activeElement).toBe(door(ROOT, 'first_name'));
  await toggle();
  expect(document.activeElement).toBe(control(ROOT, 'first_name'));
});

test('questions of a return stand on the paper at their answers, those to a row in its first cell', async () => {
  document.body.replaceChildren();
  const backend = new MemoryBackend({ ...session(), place: { document: ROOT, section: 'A', record: ROOT, field: 'phone' } });
  const pin = { section: 'A', label: '', whose: null, by: 'Paweł Biurowski', team_name: 'Zespół świadczeń', asked_at: '2026-11-20T10:00:00', answer: '', answers: [], changed: false, settled: false };
  backend.view = { conflicts: [], pins: [
    { ...pin, pin: 'p1', at: { record: ROOT, field: 'first_name' }, question: 'Czy to imię z dowodu?' },
    { ...pin, pin: 'p2', at: { record: MEMBER, field: 'row' }, question: 'Kto to jest?', answer: 'Siostra.' },
  ] };
  await openApp(backend);
  control(ROOT, 'phone').focus();
  await toggle();
  expect(door(ROOT, 'first_name')?.textContent).toContain('Pytanie: Czy to imię z dowodu?');
  expect(door(ROOT, 'phone')?.querySelector('[data-sheet-pin]')).toBeNull();
  expect(door(MEMBER, 'member_first_name')?.getAttribute('aria-label')).toContain('Pytanie: Kto to jest?');
});
