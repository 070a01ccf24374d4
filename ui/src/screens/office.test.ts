import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { INBOX, session } from '../test/fixtures';
import { MemoryBackend, problem } from '../test/memory';
import { openApp, press, settle } from '../test/render';

test('the inbox shows the oldest term first, why the case is here, and lets a member take it', async () => {
  const backend = await openApp(new MemoryBackend(session(['team'])));
  expect([...document.querySelectorAll('[data-case]')].map((entry) => entry.getAttribute('data-case'))).toEqual(['c7', 'c6']);
  expect(screen.getByText(/o świadczeniach pieniężnych rozstrzyga/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Biorę sprawę: Apolonia Urojona' }));
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'take')?.[1]).toEqual({ case: 'c6', document: 'd6', team: 'konstancin-swiadczenia' });
  expect(screen.getAllByText('czeka na ośrodek').length).toBe(2);
});

test('who takes a case from the keyboard stands in its row after, and goes on with its keys', async () => {
  const backend = new MemoryBackend(session(['team']));
  await openApp(backend);
  screen.getByRole('button', { name: 'Biorę sprawę: Apolonia Urojona' }).focus();
  await press('KeyB');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Czytaj wywiad: Apolonia Urojona');
  await press('KeyP');
  expect(screen.getByRole('dialog').textContent).toContain('Apolonia Urojona');
});

test('a whole case that is taken has no interview to read, and the focus is on its row', async () => {
  const backend = new MemoryBackend(session(['team']));
  const whole = INBOX.slice(0, 1).map((entry) => ({ ...entry, whole_case: true }));
  backend.overrides.inbox = () => whole;
  backend.overrides.take = () => ({ ...whole[0]!, taken_by: 'Ewa Terenowska', mine: true });
  await openApp(backend);
  const take = screen.getByRole('button', { name: 'Biorę sprawę: Apolonia Urojona' });
  take.focus();
  await fireEvent.click(take);
  await settle(20);
  expect(document.activeElement?.getAttribute('data-case')).toBe('c6');
});

test('a case is read as a document, and the reader learns what is withheld', async () => {
  await openApp(new MemoryBackend(session(['team'])));
  await fireEvent.click(screen.getByRole('button', { name: 'Czytaj wywiad: Apolonia Urojona' }));
  await settle(20);
  expect(screen.getByText('Część poza Twoim upoważnieniem: Sytuacja zdrowotna')).toBeTruthy();
  expect(screen.getByRole('columnheader', { name: 'Kwota' })).toBeTruthy();
  expect(document.querySelector('#part-B')?.textContent).toContain('Nie wypełniono.');
});

test('first contact sees the term while writing, registers, and assigns', async () => {
  const backend = await openApp(new MemoryBackend(session(['first_contact'])));
  await fireEvent.input(screen.getByLabelText('Imię'), { target: { value: 'Leokadia' } });
  await fireEvent.input(screen.getByLabelText('Nazwisko'), { target: { value: 'Nibylska' } });
  await fireEvent.click(screen.getByLabelText('zasiłek celowy'));
  await settle(300);
  expect(document.querySelector('[data-due]')?.getAttribute('data-due')).toBe('2026-11-24');
  await fireEvent.click(document.getElementById('register')!);
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'register_report')?.[1]).toMatchObject({ report: { first_name: 'Leokadia', requested_help: ['zasiłek celowy'] } });
  expect([...document.querySelectorAll('[data-registered] label')].map((label) => label.textContent?.trim())).toEqual([
    'Ewa TerenowskaZespół świadczeń, proponowany; 3 otwarte wizyty',
    'Marek ObjazdowyZespół pracy socjalnej; 1 otwarta wizyta',
  ]);
  await fireEvent.click(screen.getByLabelText(/Marek Objazdowy/));
  await fireEvent.click(document.getElementById('assign')!);
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'assign_visit')?.[1]).toEqual({ case: 'c1', person: 'u2' });
});

test('whether the family is known is asked straight after who it is, and a found one stays chosen while the screen is locked', async () => {
  const backend = new MemoryBackend(session(['first_contact']));
  backend.known = [{ name: 'Jan Wymyślony', born_year: 1950, team: '', case: 'c7', number: 'T-2026-000007', surely: true, reasons: [] }];
  backend.overrides.unlock = () => session(['first_contact']);
  await openApp(backend);
  const headings = () => [...document.querySelectorAll('form.report h2')].map((heading) => heading.id);
  expect(headings().slice(0, 3)).toEqual(['who', 'known', 'when']);
  await fireEvent.input(screen.getByLabelText('Nazwisko'), { target: { value: 'Wymyślony' } });
  await press('Ctrl+Enter');
  expect(document.activeElement?.id).toBe('known');
  await fireEvent.click(screen.getByRole('button', { name: 'To ta sama rodzina' }));
  await settle(20);
  expect(document.activeElement?.id).toBe('known');
  await press('Ctrl+KeyL');
  await fireEvent.input(screen.getByLabelText('Hasło'), { target: { value: 'cztery zwykle slowa' } });
  await fireEvent.click(document.getElementById('open-profile')!);
  await settle(50);
  expect(screen.getByText(/zostanie dopisane do teczki T-2026-000007/)).toBeTruthy();
});

test('a report without a surname is not sent: the missing field says so and takes the focus', async () => {
  const backend = await openApp(new MemoryBackend(session(['first_contact'])));
  await fireEvent.click(document.getElementById('register')!);
  await settle(20);
  expect(backend.calls.some(([name]) => name === 'register_report')).toBe(false);
  const surname = screen.getByLabelText('Nazwisko');
  expect(document.activeElement).toBe(surname);
  expect(surname.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/^Wpisz nazwisko/)).toBeTruthy();
  await fireEvent.input(surname, { target: { value: 'Nibylska' } });
  expect(screen.queryByText(/^Wpisz nazwisko/)).toBeNull();
});

test('a second report is put on the case that the family has', async () => {
  const backend = await openApp(new MemoryBackend(session(['first_contact'])));
  await fireEvent.input(screen.getByLabelText(/Rodzina ma już sprawę/), { target: { value: 'nibyl' } });
  await settle(300);
  await fireEvent.click(document.querySelector('[data-found="c1"]')!);
  await settle(20);
  expect(document.activeElement?.getAttribute('data-family')).toBe('c1');
  // Its case is found: there is nothing left to ask.
  expect(document.getElementById('known')).toBeNull();
  expect(screen.queryByLabelText('Nazwisko')).toBeNull();
  await fireEvent.click(document.getElementById('other-family')!);
  await settle(20);
  expect(document.activeElement).toBe(screen.getByLabelText('Imię'));
  await fireEvent.input(screen.getByLabelText(/Rodzina ma już sprawę/), { target: { value: 'nibyl' } });
  await settle(300);
  await fireEvent.click(document.querySelector('[data-found="c1"]')!);
  await press('Ctrl+Enter');
  expect(backend.calls.find(([name]) => name === 'register_report')?.[1]).toMatchObject({ report: { case: 'c1', last_name: '' } });
  expect(document.querySelector('[data-registered]')?.textContent).toContain('Leokadia Nibylska');
});

test('a registered report is not there to be registered again, and its visit waits to be given to somebody', async () => {
  const backend = await openApp(new MemoryBackend(session(['first_contact'])));
  await fireEvent.input(screen.getByLabelText('Nazwisko'), { target: { value: 'Nibylska' } });
  await press('Ctrl+Enter');
  expect(backend.calls.filter(([name]) => name === 'register_report').length).toBe(1);
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  await fireEvent.click(document.getElementById('nav-register')!);
  await settle(20);
  expect(screen.getByText(/Tej wizyty nikt jeszcze nie ma/)).toBeTruthy();
  await fireEvent.click(document.getElementById('another-report')!);
  await settle(20);
  expect((screen.getByLabelText('Nazwisko') as HTMLInputElement).value).toBe('');
});

test('an empty report shows no term and no team: nothing is known yet', async () => {
  const backend = await openApp(new MemoryBackend(session(['first_contact'])));
  await settle(300);
  expect(backend.calls.some(([name]) => name === 'preview_entry')).toBe(false);
  expect(screen.getByText(/zaznacz rodzaj pomocy: tu pojawi się termin/)).toBeTruthy();
});

test('a family that reports for itself is not asked who reports', async () => {
  await openApp(new MemoryBackend(session(['first_contact'])));
  expect(screen.getByLabelText('Kontakt')).toBeTruthy();
  await fireEvent.click(screen.getByLabelText('osoba zainteresowana'));
  expect(screen.queryByLabelText('Kontakt')).toBeNull();
});

test('out of reach is said calmly; the work is safe', async () => {
  const backend = await openApp(new MemoryBackend(session()));
  backend.overrides.exchange_status = () => ({ state: 'unreachable', sent: 0, to_send: 5, received: 0, last_success: null, problem: problem('office-unreachable'), quarantined: [{ case: 'c1', name: 'Leokadia Nibylska', reason: 'Zmiana po zatwierdzeniu.' }], attachments: { waiting: 0, missing: 0, percent: null }, notices: [], backup: null, expiring: [], lease: null });
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(30);
  expect(screen.getByText(/poza zasięgiem. To normalne w terenie/)).toBeTruthy();
  expect(screen.getByText('Zmiana po zatwierdzeniu.')).toBeTruthy();
  expect(document.querySelector('.banner.bad')).toBeNull();
});

test('a running exchange shows its counts', async () => {
  await openApp(new MemoryBackend(session()));
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  await fireEvent.click(document.getElementById('exchange')!);
  await settle(20);
  expect(screen.getByText(/Wysłano 12 z 44, 3 zmiany odebrane/)).toBeTruthy();
});

test('an exchange with nothing to move says so, and counts no noughts', async () => {
  const backend = await openApp(new MemoryBackend(session()));
  backend.overrides.exchange_status = () => ({ state: 'done', sent: 0, to_send: 0, received: 0, last_success: '2026-11-22T09:30:00', problem: null, quarantined: [], attachments: { waiting: 0, missing: 0, percent: null }, notices: [], backup: null, expiring: [], lease: null });
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(30);
  expect(screen.getByText(/^Nie było nic do wysłania/)).toBeTruthy();
  expect(screen.queryByText(/0 z 0/)).toBeNull();
  expect(screen.getByText(/^Zostają: szkice, których nie udostępniono/)).toBeTruthy();
});

test('no courier file chosen, no file read', async () => {
  const backend = await openApp(new MemoryBackend(session()));
  backend.overrides.courier_read = () => null;
  await fireEvent.click(document.getElementById('nav-sync')!);
  await settle(20);
  await fireEvent.click(document.getElementById('courier-read')!);
  await settle(20);
  expect(screen.queryByText(/^Wczytano plik/)).toBeNull();
});

test('a visit not begun says so, and not that the office lacks it; the boxes are counted and reached from the top', async () => {
  await openApp(new MemoryBackend(session()));
  expect(screen.getByText('Wywiad nie jest jeszcze zaczęty.')).toBeTruthy();
  expect(document.querySelector('.next .facts')).toBeNull();
  const counted = [...document.querySelectorAll('a[href^="#box-"]')].map((link) => [link.getAttribute('href'), link.textContent]);
  expect(counted).toEqual([['#box-draft', '1Szkice'], ['#box-ready', '1Gotowe do wysłania'], ['#box-sent', '1Wysłane']]);
  for (const [target] of counted) expect(document.querySelector(target!)).toBeTruthy();
});

test('a visit without a report needs a surname, and says so at the field', async () => {
  const backend = await openApp(new MemoryBackend(session()));
  await fireEvent.click(document.getElementById('open-unregistered')!);
  await settle(50);
  await fireEvent.submit(document.getElementById('unregistered')!);
  await settle(20);
  expect(screen.getByText(/^Wpisz nazwisko/)).toBeTruthy();
  expect(backend.calls.some(([name]) => name === 'open_unregistered')).toBe(false);
});

test('a sygnatura from paper is checked', async () => {
  await openApp(new MemoryBackend(session()));
  await fireEvent.click(document.getElementById('nav-verify')!);
  await settle(20);
  await fireEvent.input(screen.getByLabelText('Sygnatura'), { target: { value: '7k3qd 9xw2m' } });
  await fireEvent.click(document.getElementById('verify')!);
  await settle(20);
  expect(document.querySelector('[data-verdict]')?.getAttribute('data-verdict')).toBe('matches');
});

test('a failed visit is recorded with its kind', async () => {
  const backend = await openApp(new MemoryBackend(session()));
  await fireEvent.click(screen.getAllByText('Wizyta się nie odbyła')[0]!);
  await settle(50);
  await fireEvent.click(screen.getByLabelText('Nikogo nie zastano'));
  await fireEvent.click(document.getElementById('attempt-save')!);
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'record_attempt')?.[1]).toEqual({ case: 'c1', kind: 'nobody_home', note: '' });
});
