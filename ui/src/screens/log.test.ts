import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { session } from '../test/fixtures';
import { BROKEN, LOG } from '../test/log';
import { MemoryBackend } from '../test/memory';
import { openApp, settle } from '../test/render';

const inspector = () => new MemoryBackend(session(['access_log']));
async function openLog(backend = inspector()) {
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-log')!);
  await settle(20);
  return backend;
}
const asked = (backend: MemoryBackend) => backend.calls.filter(([name]) => name === 'access_log').map(([, args]) => args);
const line = (number: number) => document.querySelector<HTMLElement>(`[data-entry="${number}"]`)!;
const seek = async () => {
  await fireEvent.click(document.getElementById('log-seek')!);
  await settle(20);
};
const ALL = { person: null, case_number: null, sort: null, from: null, until: null };

test('the inspector opens on her log and has no screen of a case', async () => {
  const backend = inspector();
  await openApp(backend);
  expect(screen.getByRole('heading', { level: 1, name: 'Dziennik dostępu' })).toBeTruthy();
  const screens = [...document.querySelectorAll('nav button')].map((button) => button.id);
  expect(screens).toEqual(['nav-log', 'nav-sync', 'nav-verify', 'nav-settings']);
});

test('an entry says who did what, when, on which laptop, and when the office heard of it', async () => {
  const backend = await openLog();
  expect(asked(backend).at(-1)).toEqual({ sought: ALL, before: null });
  expect(within(line(46)).getByText(/20\.11\.2026, 22:14/)).toBeTruthy();
  expect(within(line(46)).getByText('do ośrodka dotarło 22.11.2026, 13:31')).toBeTruthy();
  expect(within(line(46)).getByText('T-2026-000012')).toBeTruthy();
  expect(within(line(46)).getByText('nr 3')).toBeTruthy();
  expect(within(line(42)).getByText('ośrodek')).toBeTruthy();
  expect(within(line(47)).getByText(/przerwany dziennik laptopa/)).toBeTruthy();
  expect(within(line(40)).getByText('czynność z nowszej wersji programu')).toBeTruthy();
});

test('entries are looked for by number, sort and days, and a day that is none is not asked', async () => {
  const backend = await openLog();
  const before = asked(backend).length;
  await fireEvent.input(screen.getByLabelText('Od dnia'), { target: { value: '40 listopada' } });
  await seek();
  expect(screen.getByText('To nie jest data.')).toBeTruthy();
  await fireEvent.input(screen.getByLabelText('Od dnia'), { target: { value: '20.11.2026' } });
  await fireEvent.input(screen.getByLabelText('Do dnia'), { target: { value: '19.11.2026' } });
  await seek();
  expect(screen.getByText('Ten dzień jest wcześniejszy niż pierwszy.')).toBeTruthy();
  expect(asked(backend)).toHaveLength(before);
  await fireEvent.input(screen.getByLabelText('Do dnia'), { target: { value: '22.11.2026' } });
  await fireEvent.input(screen.getByLabelText('Numer sprawy'), { target: { value: ' T-2026-000012 ' } });
  await fireEvent.change(screen.getByLabelText('Co'), { target: { value: 'printing' } });
  backend.log = { ...LOG, entries: [], before: null };
  await seek();
  expect(asked(backend).at(-1)).toEqual({ sought: { ...ALL, case_number: 'T-2026-000012', sort: 'printing', from: '2026-11-20', until: '2026-11-22' }, before: null });
  expect(screen.getByText(/Nic takiego w dzienniku nie ma/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Pokaż wszystko' }));
  await settle(20);
  expect(asked(backend).at(-1)).toEqual({ sought: ALL, before: null });
  expect(screen.getByLabelText<HTMLInputElement>('Numer sprawy').value).toBe('');
});

test('pages are turned to older entries and back, and the focus goes to the list', async () => {
  const backend = await openLog();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Nowsze' }).disabled).toBe(true);
  await fireEvent.click(screen.getByRole('button', { name: 'Starsze' }));
  await settle(20);
  expect(asked(backend).at(-1)).toEqual({ sought: ALL, before: 40 });
  expect(document.activeElement?.id).toBe('log-entries');
  expect(screen.getByText('(strona 2)')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Nowsze' }));
  await settle(20);
  expect(asked(backend).at(-1)).toEqual({ sought: ALL, before: null });
});

test('without the office nothing is shown, and it can be asked again', async () => {
  const backend = inspector();
  backend.log = { ...LOG, decision: { outcome: 'waiting', refusal: null }, entries: [], before: null };
  await openLog(backend);
  expect(screen.getByText('Dziennik leży w ośrodku, a teraz nie ma z nim połączenia.')).toBeTruthy();
  expect(document.querySelector('table')).toBeNull();
  backend.log = LOG;
  await fireEvent.click(screen.getByRole('button', { name: 'Spróbuj jeszcze raz' }));
  await settle(20);
  expect(line(48)).toBeTruthy();
});

test('the head settles how long entries are kept and is warned before they go; the inspector only reads it', async () => {
  await openLog();
  expect(screen.getByText(/Wpisy są trzymane 2 lata/)).toBeTruthy();
  expect(screen.queryByLabelText('Trzymaj przez')).toBeNull();
  document.body.innerHTML = '';
  const backend = new MemoryBackend(session(['head', 'access_log']));
  backend.log = { ...LOG, settles: true, years: 5 };
  await openLog(backend);
  const years = screen.getByLabelText<HTMLSelectElement>('Trzymaj przez');
  expect([...years.options].map((option) => option.value)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10']);
  await fireEvent.change(years, { target: { value: '3' } });
  expect(screen.getByText(/Starsze wpisy znikną najpóźniej jutro/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Ustal' }));
  await settle(20);
  expect(backend.calls.filter(([name]) => name === 'keep_access_log')).toEqual([['keep_access_log', { years: 3 }]]);
  expect(screen.getByText('Ustalono. Ta zmiana jest zapisana w dzienniku.')).toBeTruthy();
});

test('a case is opened in an emergency with its number and a reason, and its place is shown', async () => {
  const backend = new MemoryBackend(session(['field']));
  await openApp(backend);
  await fireEvent.click(screen.getByRole('button', { name: 'Wgląd w sytuacji wyjątkowej' }));
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Otwórz do czytania' }));
  await settle(20);
  expect(screen.getByText('Napisz, dlaczego. Bez powodu sprawa się nie otworzy.')).toBeTruthy();
  await fireEvent.input(screen.getByLabelText('Numer sprawy'), { target: { value: 'T-2026-000012' } });
  await fireEvent.input(screen.getByLabelText('Dlaczego'), { target: { value: 'Policja wezwała.' } });
  const opened = backend.glass;
  backend.glass = { decision: { outcome: 'waiting', refusal: null }, case: null, until: null };
  await fireEvent.click(screen.getByRole('button', { name: 'Otwórz do czytania' }));
  await settle(20);
  expect(screen.getByText(/Nie ma połączenia z ośrodkiem. Sprawa się nie otworzyła/)).toBeTruthy();
  backend.glass = opened;
  await fireEvent.click(screen.getByRole('button', { name: 'Otwórz do czytania' }));
  await settle(50);
  expect(backend.calls.filter(([name]) => name === 'break_glass').at(-1)).toEqual(['break_glass', { number: 'T-2026-000012', reason: 'Policja wezwała.' }]);
  expect(backend.calls.some(([name, args]) => name === 'timeline' && (args as { case: string }).case === 'c1')).toBe(true);
});

test('the head sees who read a case that is not hers until she says that she has seen it', async () => {
  const backend = new MemoryBackend(session(['head', 'access_log']));
  backend.broken = BROKEN;
  await openApp(backend);
  const told = within(document.querySelector<HTMLElement>('[data-reading="g1"]')!);
  expect(told.getByText(/^Marek Objazdowy, sprawa T-2026-000012: otwarta /)).toBeTruthy();
  expect(told.getByText(/^Powód: Policja wezwała/)).toBeTruthy();
  await fireEvent.click(told.getByRole('button', { name: /^Przyjmuję do wiadomości/ }));
  await settle(20);
  expect(backend.calls.filter(([name]) => name === 'acknowledge_glass')).toEqual([['acknowledge_glass', { case: 'c1', reading: 'g1' }]]);
  expect(document.querySelector('[data-reading]')).toBeNull();
});
