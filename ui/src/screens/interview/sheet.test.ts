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
