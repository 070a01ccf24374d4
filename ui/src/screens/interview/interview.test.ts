import { fireEvent, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, test } from 'vitest';

import type { PlaceView } from '../../backend/types';
import { CHILD, FORM, INCOME, MEMBER, ROOT, session } from '../../test/fixtures';
import { MemoryBackend, problem } from '../../test/memory';
import { control, openApp, press, settle } from '../../test/render';

const place: PlaceView = { document: ROOT, section: 'A', record: null, field: null };
let backend: MemoryBackend;

async function open(change: Partial<MemoryBackend['view']> = {}, at: Partial<PlaceView> = {}) {
  backend = new MemoryBackend({ ...session(), place: { ...place, ...at } });
  backend.view = change;
  await openApp(backend);
}
const called = (command: string) => backend.calls.filter(([name]) => name === command);

describe('an interview', () => {
  beforeEach(() => open());

  test('saves what is typed without a button, and says where', async () => {
    await fireEvent.input(control(ROOT, 'first_name'), { target: { value: 'Leontyna' } });
    await settle(400);
    expect(backend.saved(ROOT, 'first_name')).toBe('Leontyna');
    expect(document.getElementById('saved')?.textContent).toContain('Zapisano na tym laptopie');
  });

  test('saves at once when the field is left, and reads a date written by hand', async () => {
    await fireEvent.input(control(ROOT, 'born'), { target: { value: '8 marca 1955' } });
    await fireEvent.blur(control(ROOT, 'born'));
    await settle(20);
    expect(backend.saved(ROOT, 'born')).toBe('1955-03-08');
    expect(control(ROOT, 'born').value).toBe('08.03.1955');
    expect(called('leave_field').length).toBe(1);
  });

  test('keeps text that is no date as typed', async () => {
    await fireEvent.input(control(ROOT, 'born'), { target: { value: 'około 1955' } });
    await fireEvent.blur(control(ROOT, 'born'));
    await settle(20);
    expect(backend.saved(ROOT, 'born')).toBe('około 1955');
  });

  test('money goes in as whole grosze and comes back with a comma', async () => {
    await fireEvent.input(control(ROOT, 'expenses_rent'), { target: { value: '1 234,5' } });
    await fireEvent.blur(control(ROOT, 'expenses_rent'));
    await settle(20);
    expect(backend.saved(ROOT, 'expenses_rent')).toBe(123450);
    expect(control(ROOT, 'expenses_rent').value).toBe('1\u00a0234,50');
  });

  test('emptied, a field is cleared', async () => {
    await fireEvent.input(control(ROOT, 'first_name'), { target: { value: '' } });
    await settle(400);
    expect(backend.saved(ROOT, 'first_name')).toBeNull();
  });

  test('does not ask what the rules do not ask', () => {
    expect(document.getElementById(`a-${ROOT}-foreigner_document_kind`)).toBeNull();
  });

  test('a full disk stands in a banner, the text stays, and the banner goes when the save stands', async () => {
    backend.failing.set('save_answer', problem('disk-full'));
    await fireEvent.input(control(ROOT, 'first_name'), { target: { value: 'Ola' } });
    await settle(400);
    expect(document.querySelector('[data-problem="disk-full"]')).not.toBeNull();
    expect(control(ROOT, 'first_name').value).toBe('Ola');
    backend.failing.clear();
    await settle(2200);
    expect(backend.saved(ROOT, 'first_name')).toBe('Ola');
    expect(document.querySelector('[data-problem="disk-full"]')).toBeNull();
  });

  test('Ctrl + arrows walk the sections, the state of each is in words', async () => {
    await press('Ctrl+ArrowDown');
    expect(document.querySelector('[data-open-section="B"]')).not.toBeNull();
    await press('Ctrl+ArrowUp');
    expect(document.querySelector('[data-open-section="A"]')).not.toBeNull();
    expect(document.querySelector('[data-section="D"]')?.textContent).toContain('pominięta');
  });

  test('one card is open at a time; a row is one answer', async () => {
    await fireEvent.click(document.querySelector(`[data-member="${MEMBER}"] .head`)!);
    await fireEvent.click(document.querySelector(`[data-row="${INCOME}"] .head`)!);
    await fireEvent.input(control(INCOME, 'gross'), { target: { value: '900' } });
    await settle(400);
    expect(backend.saved(INCOME, 'row')).toMatchObject({ kind: 'emerytura', gross: 90000, month: '2026-10' });
    await fireEvent.click(document.querySelector(`[data-member="${CHILD}"] .head`)!);
    expect(document.getElementById(`m-${MEMBER}`)).toBeNull();
  });

  test('Alt + N adds to the table of the section and opens the new row', async () => {
    await press('Alt+KeyN');
    expect(called('add_record').at(-1)?.[1]).toMatchObject({ kind: 'member', parent: null });
    expect(document.querySelectorAll('[data-member]').length).toBe(3);
    expect(document.activeElement?.closest('[data-member]')).not.toBeNull();
  });

  test('a person chooses between two kept answers', async () => {
    await fireEvent.click(screen.getByRole('button', { name: 'Wybieram tę: 000 000 110' }));
    await settle(20);
    expect(backend.saved(ROOT, 'phone')).toBe('000 000 110');
    expect(screen.queryByText('Dwie różne odpowiedzi. Wybierz właściwą.')).toBeNull();
  });

  test('the summary jumps to the missing answer', async () => {
    await press('Ctrl+End');
    await fireEvent.click(screen.getByRole('button', { name: /Data zgłoszenia/ }));
    await settle(20);
    expect(document.activeElement?.id).toBe(`a-${ROOT}-report_date`);
  });

  test('a segment declared not needed asks for the reason and nothing else', async () => {
    await fireEvent.click(document.querySelector('[data-section="E"]')!);
    await settle(20);
    await fireEvent.click(screen.getByLabelText('Nie dotyczy'));
    await settle(400);
    const skip = FORM.sections.find((section) => section.id === 'E')?.skip_field ?? '';
    expect(backend.saved(ROOT, skip)).toEqual({ decision: 'nie dotyczy', reason: '' });
    expect(document.querySelector('[data-open-section="E"] [data-block]')).toBeNull();
    expect(screen.getByLabelText('Powód')).toBeTruthy();
  });

  test('cannot be approved while something is missing', async () => {
    await press('Ctrl+End');
    expect((document.getElementById('approve') as HTMLButtonElement).disabled).toBe(true);
  });
});

test('it reopens on the same answer', async () => {
  await open({}, { section: 'H', record: ROOT, field: 'needs' });
  expect(document.activeElement?.id).toBe(`a-${ROOT}-needs`);
});

test('after the approval the sygnatura stands in four groups of five', async () => {
  await open({ conflicts: [] });
  for (const field of ['report_date', 'interview_date', 'interviewer', 'diagnosis']) await backend.call('save_answer', { document: ROOT, record: ROOT, field, value: 'x' });
  await fireEvent.input(control(ROOT, 'first_name'), { target: { value: 'Leontyna' } });
  await settle(400);
  await press('Ctrl+End');
  await fireEvent.click(document.getElementById('approve')!);
  await settle(50);
  await fireEvent.click(document.getElementById('approve-yes')!);
  await settle(50);
  expect(document.querySelector('[data-sygnatura]')?.getAttribute('data-sygnatura')).toBe('7K3QD-9XW2M-B4TZ8-RVN5X');
  await fireEvent.click(document.querySelector('[data-section="A"]')!);
  await settle(20);
  expect(control(ROOT, 'first_name').readOnly).toBe(true);
});

test('a save that fails is told on every screen, and still lands after the interview was left', async () => {
  await open();
  backend.failing.set('save_answer', problem('disk-full'));
  await fireEvent.input(control(ROOT, 'first_name'), { target: { value: 'Ola' } });
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(50);
  expect(screen.getByRole('heading', { name: /Wymiana/ })).toBeTruthy();
  expect(document.querySelector('[data-problem="disk-full"]')).not.toBeNull();
  backend.failing.clear();
  await settle(2200);
  expect(backend.saved(ROOT, 'first_name')).toBe('Ola');
  expect(document.querySelector('[data-problem="disk-full"]')).toBeNull();
});
