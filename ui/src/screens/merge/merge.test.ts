import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { DecisionInput } from '../../backend/types';
import { session } from '../../test/fixtures';
import { MemoryBackend } from '../../test/memory';
import { openApp, press, settle } from '../../test/render';

async function openDesk(backend = new MemoryBackend(session(['merging']))) {
  await openApp(backend);
  await fireEvent.click(screen.getByRole('button', { name: 'Rozstrzygam: Nibylska Leokadia' }));
  await settle(20);
  return backend;
}
const decisions = (backend: MemoryBackend) => backend.calls.filter(([name]) => name === 'decide').map(([, args]) => (args as { decision: DecisionInput }).decision);
const heading = () => document.getElementById('desk-focus')?.textContent?.trim();

test('thirty answers are decided without the mouse, and then everything is agreed', async () => {
  const backend = await openDesk();
  expect(screen.getByText('Odpowiedź 1 z 30 do rozstrzygnięcia')).toBeTruthy();
  expect(document.activeElement?.id).toBe('desk-focus');
  await press('Digit1');
  await press('KeyR');
  expect(document.activeElement?.id).toBe('desk-reason');
  await fireEvent.input(document.activeElement!, { target: { value: 'Po rozmowie z Ewą.' } });
  await press('Enter');
  // The reason given before is offered: one key and Enter settle the next ones.
  for (let place = 2; place <= 30; place += 1) {
    expect(document.activeElement?.id).toBe('desk-focus');
    await press(place === 4 ? 'KeyW' : place % 2 === 0 ? 'Digit2' : 'Digit3');
    await press('Enter');
  }
  const made = decisions(backend);
  expect(made.length).toBe(30);
  expect(new Set(made.map((one) => one.reason))).toEqual(new Set(['Po rozmowie z Ewą.']));
  expect(made[1]).toMatchObject({ field: 'field_2', value: '000 000 110', seen: ['e:1', 'm:1'] });
  expect(made[3]?.value).toEqual(['prąd', 'gaz']);
  expect(made[4]?.value).toBe('000 000 100');
  expect(document.getElementById('desk-done')?.textContent).toBe('Wszystko uzgodnione');
});

test('who sees only a part of an answer is told so and decides nothing', async () => {
  const backend = new MemoryBackend(session(['merging']));
  backend.desk.conflicts = backend.desk.conflicts.slice(0, 1).map((one) => ({ ...one, partial: true, may_decide: false }));
  await openDesk(backend);
  expect(screen.getByText(/Widzisz tylko część tej odpowiedzi/)).toBeTruthy();
  expect(document.getElementById('desk-confirm')).toBeNull();
});

test('without a reason nothing is decided, and the focus goes to where it is written', async () => {
  const backend = await openDesk();
  await press('Digit1');
  await press('Enter');
  expect(decisions(backend)).toEqual([]);
  const reason = screen.getByLabelText('Powód');
  expect(document.activeElement).toBe(reason);
  expect(reason.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(reason.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Wpisz powód. Zostaje przy tym rozstrzygnięciu.');
  expect(document.querySelector('[data-problem]')).toBeNull();
  await fireEvent.input(reason, { target: { value: 'Tak.' } });
  expect(reason.getAttribute('aria-invalid')).toBeNull();
});

test('a decision is not taken back without a reason, and the field says so', async () => {
  const backend = await openDesk();
  await press('Digit1');
  await fireEvent.input(document.getElementById('desk-reason')!, { target: { value: 'Tak.' } });
  await press('Ctrl+Enter');
  await press('KeyU');
  await fireEvent.click(screen.getByRole('button', { name: 'Cofnij: Pytanie 1' }));
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Cofnij' }));
  await settle(20);
  expect(backend.calls.some(([name]) => name === 'undo_decision')).toBe(false);
  expect(document.activeElement).toBe(screen.getByLabelText('Dlaczego cofasz?'));
  expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true');
});

test('a person added twice is not joined without a reason, and the field says so', async () => {
  const backend = new MemoryBackend(session(['merging']));
  const side = { name: 'Nibylski Jan', born: '2015', pesel: '', author: 'Ewa Terenowska', at: '2026-11-21T14:05:00', rows: [], own: [] };
  backend.desk.twins = [{ kept: { ...side, record: 'm1' }, other: { ...side, record: 'm2', author: 'Marek Objazdowy' }, differing: [] }];
  backend.desk.conflicts = [];
  await openDesk(backend);
  await fireEvent.click(screen.getByRole('button', { name: 'To jedna osoba' }));
  await settle(20);
  expect(backend.calls.some(([name]) => name === 'settle_twins')).toBe(false);
  const reason = screen.getByLabelText('Powód');
  expect(document.activeElement).toBe(reason);
  expect(reason.getAttribute('aria-invalid')).toBe('true');
  await fireEvent.input(reason, { target: { value: 'Ten sam PESEL.' } });
  await fireEvent.click(screen.getByRole('button', { name: 'To jedna osoba' }));
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'settle_twins')?.[1]).toMatchObject({ twins: { kept: 'm1', other: 'm2', reason: 'Ten sam PESEL.' } });
});

test('two people who are alike stay two people, with a reason', async () => {
  const backend = new MemoryBackend(session(['merging']));
  const side = { name: 'Nibylska Zofia', born: '2015', pesel: '', author: 'Ewa Terenowska', at: '2026-11-21T14:05:00', rows: [], own: [] };
  backend.desk.twins = [{ kept: { ...side, record: 'm1' }, other: { ...side, record: 'm2' }, differing: [] }];
  backend.desk.conflicts = [];
  await openDesk(backend);
  await fireEvent.input(screen.getByLabelText('Powód'), { target: { value: 'To bliźniaczki.' } });
  await fireEvent.click(screen.getByRole('button', { name: 'To dwie osoby' }));
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'settle_twins')?.[1]).toMatchObject({ twins: { apart: true, take: [], reason: 'To bliźniaczki.' } });
  expect(screen.queryByRole('button', { name: 'To dwie osoby' })).toBeNull();
});

test('Enter with nothing chosen says what is to be done first', async () => {
  const backend = await openDesk();
  await press('Enter');
  expect(decisions(backend)).toEqual([]);
  expect(document.getElementById('desk-unchosen')?.textContent).toBe('Najpierw wybierz odpowiedź: naciśnij jej cyfrę albo literę.');
  await press('Digit1');
  expect(document.getElementById('desk-unchosen')).toBeNull();
});

test('what stood before is shown with who wrote it, when and where', async () => {
  await openDesk();
  const base = [...document.querySelectorAll('[data-option]')].find((option) => option.textContent?.includes('Było wcześniej'));
  expect(base?.textContent).toContain('Ewa Terenowska');
  expect(base?.textContent).toContain('laptop nr 3');
});

test('every way to settle an answer has a key of its own, which chooses it and collides with no other of the desk', async () => {
  await openDesk();
  for (let place = 1; place < 4; place += 1) await press('KeyN');
  const keys = [...document.querySelectorAll('[data-option] kbd')].map((key) => key.textContent);
  expect(keys).toEqual(['1', '2', '3', 'W', 'T']);
  for (const key of keys) {
    await press(/\d/.test(key!) ? `Digit${key}` : `Key${key}`);
    expect(document.querySelector('[data-option][aria-pressed=true] kbd')?.textContent).toBe(key);
  }
});

test('a value is written anew with the ordinary control of its field', async () => {
  const backend = await openDesk();
  await press('Digit2');
  await press('KeyE');
  const control = document.querySelector<HTMLInputElement>('#desk-third input')!;
  expect(document.activeElement).toBe(control);
  expect(control.value).toBe('000 000 110');
  await fireEvent.input(control, { target: { value: '000 000 333' } });
  await fireEvent.input(document.getElementById('desk-reason')!, { target: { value: 'Nowy numer.' } });
  await press('Ctrl+Enter');
  expect(decisions(backend)[0]).toMatchObject({ value: '000 000 333', reason: 'Nowy numer.' });
});

test('next and previous walk round, and a long text shows its words', async () => {
  await openDesk();
  await press('KeyN');
  await press('KeyN');
  expect(heading()).toBe('Pytanie 3');
  expect(document.querySelector('ins')?.textContent).toBe('Trzy');
  expect(document.querySelector('del')?.textContent).toBe('Dwa');
  await press('KeyP');
  await press('KeyP');
  await press('KeyP');
  expect(heading()).toBe('Pytanie 30');
});

test('a decision is taken back with a reason, and its answer is open again', async () => {
  const backend = await openDesk();
  await press('Digit1');
  await fireEvent.input(document.getElementById('desk-reason')!, { target: { value: 'Tak.' } });
  await press('Ctrl+Enter');
  await press('KeyU');
  await fireEvent.click(screen.getByRole('button', { name: 'Cofnij: Pytanie 1' }));
  await settle(20);
  await fireEvent.input(document.getElementById('undo-reason')!, { target: { value: 'Pomyłka.' } });
  document.getElementById('undo-reason')!.focus();
  await fireEvent.keyDown(document.getElementById('undo-reason')!, { key: 'Enter', code: 'Enter' });
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'undo_decision')?.[1]).toMatchObject({ reason: 'Pomyłka.' });
  expect(heading()).toBe('Pytanie 1');
  expect(screen.getByText('Pomyłka.')).toBeTruthy();
});
