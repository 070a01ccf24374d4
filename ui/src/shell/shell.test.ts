import { fireEvent, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';

import type { Seat } from '../backend/types';
import { watchIdle } from '../shared/idle';
import { ROOT, session } from '../test/fixtures';
import { MemoryBackend, problem } from '../test/memory';
import { control, openApp, press, settle } from '../test/render';
import { offeredScreens } from './shell.svelte';

afterEach(() => vi.useRealTimers());

describe('a seat decides what is offered', () => {
  test.each<[Seat[], string[]]>([
    [['field'], ['cases', 'sync', 'held', 'verify', 'settings']],
    [['assistance'], ['families', 'sync', 'held', 'verify', 'settings']],
    [['first_contact'], ['register', 'alike', 'sync', 'verify', 'settings']],
    [['merging'], ['merge', 'sync', 'verify', 'settings']],
    [['team'], ['inbox', 'sync', 'verify', 'settings']],
    [['first_contact', 'field', 'head'], ['cases', 'register', 'alike', 'inbox', 'board', 'organisation', 'caseload', 'sync', 'held', 'verify', 'settings']],
  ])('%o', (seats, screens) => expect(offeredScreens(seats)).toEqual(screens));
});

test('the header claims nothing it does not know', async () => {
  const backend = new MemoryBackend();
  backend.failing.set('exchange_status', problem('internal'));
  backend.failing.set('exchange', problem('internal'));
  await openApp(backend);
  expect(document.querySelector('header .state')).toBeNull();
  expect(document.getElementById('lock')?.textContent).toContain('Ewa Terenowska');
});

test('an office without a new copy is told above every list', async () => {
  const backend = new MemoryBackend(session(['field', 'head']));
  backend.backup = { cause: 'no_room', since: '2026-11-20T02:00', tested: null };
  await openApp(backend);
  await settle(20);
  const told = () => document.querySelector('[data-backup]')?.textContent ?? '';
  for (const screenName of ['cases', 'board', 'sync']) {
    await fireEvent.click(document.getElementById(`nav-${screenName}`)!);
    await settle(20);
    expect(told()).toContain('20.11.2026, 02:00');
    expect(told()).toContain('brakuje miejsca');
    expect(told()).toContain('Nie ma żadnej sprawdzonej kopii.');
  }
});

test('what is said of copies goes once they are in order', async () => {
  const backend = new MemoryBackend(session(['head']));
  backend.backup = { cause: 'late', since: '2026-11-20T02:00', tested: '2026-11-20T02:00' };
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  expect(document.querySelector('[data-backup="late"]')?.textContent).toContain('Ostatnia sprawdzona kopia: 20.11.2026, 02:00.');
  backend.backup = null;
  await fireEvent.click(document.getElementById('nav-verify')!);
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  expect(document.querySelector('[data-backup]')).toBeNull();
});

test('a lease that ends soon is told above every list, with the way to the office', async () => {
  const backend = new MemoryBackend();
  backend.lease = { state: 'warned', withdrawn: false, days: 14, days_left: 1, open_visit: null, authorisation: null };
  await openApp(backend);
  await settle(20);
  expect(document.querySelector('[data-lease="warned"]')?.textContent).toContain('Od jutra bez połączenia z ośrodkiem');
  await fireEvent.click(document.getElementById('lease-exchange')!);
  await settle(20);
  expect(document.getElementById('exchange')).toBeTruthy();
  expect(document.getElementById('lease-exchange')).toBeNull();
});

test('an upoważnienie that ends soon is told to the person, and to the head whose do', async () => {
  const backend = new MemoryBackend(session(['head']));
  const own = { number: '12/2026', from: '2026-02-01', until: '2026-11-30', stand: 'ends' as const, days_left: 8 };
  backend.lease = { state: 'running', withdrawn: false, days: 14, days_left: 14, open_visit: null, authorisation: own };
  backend.expiring = [{ person: 'p2', name: 'Marek Objazdowy', stand: null, authorisation: null, next: null }];
  await openApp(backend);
  await settle(20);
  const banner = document.querySelector('[data-authorisation]');
  expect(banner?.textContent).toContain('Twoje upoważnienie nr 12/2026 obowiązuje do 30.11.2026');
  expect(banner?.textContent).toContain('Marek Objazdowy: bez upoważnienia: nie ma dostępu');
  await fireEvent.click(document.getElementById('authorisation-go')!);
  await settle(20);
  expect(document.getElementById('authorisations')).toBeTruthy();
});

test('without an upoważnienie that holds nothing is shown but the open visit, and why', async () => {
  const backend = new MemoryBackend();
  const own = { number: '12/2026', from: '2026-02-01', until: '2026-11-21', stand: 'ended' as const, days_left: 0 };
  backend.lease = { state: 'running', withdrawn: false, days: 14, days_left: 14, open_visit: ROOT, authorisation: own };
  backend.failing.set('overview', problem('unauthorised'));
  await openApp(backend);
  await settle(20);
  const ended = document.querySelector('[data-lease="ended"]');
  expect(ended?.textContent).toContain('Upoważnienie nr 12/2026 obowiązywało do 21.11.2026.');
  expect(document.getElementById('lease-visit')).toBeTruthy();
});

test('after the lease nothing is shown but the open visit, the exchange and the settings; the office\'s answer opens all again', async () => {
  const backend = new MemoryBackend();
  backend.lease = { state: 'ended', withdrawn: false, days: 14, days_left: 0, open_visit: ROOT, authorisation: null };
  backend.failing.set('overview', problem('lease-ended'));
  await openApp(backend);
  await settle(20);
  const ended = () => document.querySelector('[data-lease="ended"]');
  for (const name of ['cases', 'held', 'verify']) {
    await fireEvent.click(document.getElementById(`nav-${name}`)!);
    await settle(20);
    expect(ended()?.textContent).toContain('minęło 14 dni');
  }
  await fireEvent.click(document.getElementById('lease-visit')!);
  await settle(20);
  expect(ended()).toBeNull();
  expect(document.querySelector('main h1')?.textContent).toContain('Dane osoby wnioskującej');
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  expect(ended()).toBeNull();
  backend.lease = { state: 'running', withdrawn: false, days: 14, days_left: 14, open_visit: null, authorisation: null };
  backend.failing.delete('overview');
  await fireEvent.click(document.getElementById('nav-settings')!);
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  await fireEvent.click(document.getElementById('nav-cases')!);
  await settle(20);
  expect(ended()).toBeNull();
});

test('practice speaks of no office: nothing waits to be sent, and there is nothing to exchange', async () => {
  await openApp(new MemoryBackend(session(['field'], true)));
  expect(document.querySelector('header .state')).toBeNull();
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  expect(screen.getByText(/^Ćwiczenia nie łączą się z ośrodkiem/)).toBeTruthy();
  expect(document.getElementById('exchange')).toBeNull();
  expect(document.getElementById('courier-write')).toBeNull();
});

test('practice mode says so on every screen', async () => {
  await openApp(new MemoryBackend(session(['field'], true)));
  for (const screenName of ['cases', 'sync', 'verify', 'settings']) {
    await fireEvent.click(document.getElementById(`nav-${screenName}`)!);
    await settle(20);
    expect(screen.getByText('TRYB ĆWICZEŃ')).toBeTruthy();
  }
});

test('locking saves what was typed, and unlocking returns to the same field', async () => {
  const backend = await openApp(new MemoryBackend({ ...session(), place: { document: ROOT, section: 'H', record: ROOT, field: 'needs' } }));
  await fireEvent.input(control(ROOT, 'needs'), { target: { value: 'Opał.' } });
  await press('Ctrl+KeyL');
  expect(backend.saved(ROOT, 'needs')).toBe('Opał.');
  expect(document.getElementById(`a-${ROOT}-needs`)).toBeNull();
  expect(screen.getByText(/^Ekran zablokowany/)).toBeTruthy();

  await fireEvent.input(screen.getByLabelText('Hasło'), { target: { value: 'cztery zwykle slowa' } });
  await fireEvent.click(document.getElementById('open-profile')!);
  await settle(50);
  expect(document.activeElement?.id).toBe(`a-${ROOT}-needs`);
});

test('nobody touches the laptop for five minutes and it locks; a key starts the count anew', () => {
  vi.useFakeTimers();
  const gone = vi.fn();
  const page = new EventTarget();
  const stop = watchIdle(5, gone, page);
  vi.advanceTimersByTime(4 * 60_000);
  page.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(4 * 60_000);
  expect(gone).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(gone).toHaveBeenCalledOnce();
  stop();
});

test('F1 opens the keys, and typing a question mark does not', async () => {
  await openApp();
  await press('F1');
  expect(screen.getByRole('dialog')).toBeTruthy();
});

test('a theme and a text size are put on the page and kept', async () => {
  await openApp();
  await fireEvent.click(document.getElementById('nav-settings')!);
  await settle(20);
  await fireEvent.click(screen.getByLabelText(/Słońce/));
  await fireEvent.click(screen.getByLabelText('200%'));
  expect(document.documentElement.dataset['theme']).toBe('slonce');
  expect(document.documentElement.style.getPropertyValue('--text-scale')).toBe('2');
  expect(localStorage.getItem('teren-settings')).toContain('slonce');
});
