import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { MemoryBackend, problem } from '../../test/memory';
import { openApp, settle } from '../../test/render';
import { waitAfter } from './wait';

async function choose(person: string): Promise<MemoryBackend> {
  const backend = await openApp(new MemoryBackend(null));
  await fireEvent.click(screen.getByText(person));
  await settle(20);
  return backend;
}

test('a wrong passphrase says that the data are safe, and shows the wait', async () => {
  await choose('Ewa Terenowska');
  await fireEvent.input(screen.getByLabelText('Hasło'), { target: { value: 'zle' } });
  await fireEvent.click(document.getElementById('open-profile')!);
  await settle(20);
  expect(screen.getByText(/To nie jest właściwe hasło. Dane są bezpieczne/)).toBeTruthy();
  expect(screen.getAllByText('Następna próba za 4 sekundy.').length).toBe(2);
  await settle(1100);
  expect(screen.getByText('Następna próba za 3 sekundy.').getAttribute('aria-hidden')).toBe('true');
  expect(screen.getByRole('status').textContent).toBe('Następna próba za 4 sekundy.');
  expect((document.getElementById('open-profile') as HTMLButtonElement).disabled).toBe(true);
});

test('a laptop just switched on was not locked by anybody', async () => {
  await choose('Ewa Terenowska');
  expect(screen.queryByText(/^Ekran zablokowany/)).toBeNull();
  expect(screen.getByText(/^Podaj hasło/)).toBeTruthy();
});

test('on a laptop nobody works on yet, the two ways to begin are the screen', async () => {
  const backend = new MemoryBackend(null);
  backend.overrides.profiles = () => [];
  await openApp(backend);
  expect(screen.getByRole('heading', { name: 'Pierwsze uruchomienie' })).toBeTruthy();
  expect(document.getElementById('enrol')?.className).toContain('main');
});

test('a wait that the core still counts is shown before the first try', async () => {
  await choose('Marek Objazdowy');
  expect(screen.getAllByText(/Następna próba za 4/).length).toBe(2);
});

test('two different passphrases are not sent', async () => {
  const backend = await openApp(new MemoryBackend(null));
  await fireEvent.click(document.getElementById('enrol')!);
  await settle(20);
  await fireEvent.input(screen.getByLabelText('Kod rejestracji'), { target: { value: ' TEREN1-abc ' } });
  await fireEvent.input(screen.getByLabelText('Nowe hasło'), { target: { value: 'jedno' } });
  await fireEvent.input(screen.getByLabelText('Powtórz hasło'), { target: { value: 'drugie' } });
  await fireEvent.click(document.getElementById('enrol-submit')!);
  await settle(20);
  expect(screen.getByText('Hasła się różnią. Wpisz je jeszcze raz.')).toBeTruthy();
  expect(backend.calls.some(([name]) => name === 'enrol')).toBe(false);

  await fireEvent.input(screen.getByLabelText('Powtórz hasło'), { target: { value: 'jedno' } });
  await fireEvent.click(document.getElementById('enrol-submit')!);
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'enrol')?.[1]).toEqual({ code: 'TEREN1-abc', passphrase: 'jedno' });
});

test('the wait is what the core says, and nothing when it says nothing', () => {
  expect(waitAfter(problem('wrong-passphrase', { wait_s: '8' }))).toBe(8);
  expect(waitAfter(problem('wrong-passphrase'))).toBe(0);
});

test('a forgotten passphrase: a request for the head, then her answer with the code opens the profile', async () => {
  const backend = await choose('Ewa Terenowska');
  await fireEvent.click(document.getElementById('forgotten')!);
  await fireEvent.click(document.getElementById('recover-ask')!);
  await settle(20);
  expect(screen.getByText(/Prośba jest w pliku .*prosba-o-haslo.teren/)).toBeTruthy();
  const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
  await type('Kod jednorazowy od kierownika', 'KD1-00000');
  await type('Nowe hasło', 'zupełnie nowe hasło');
  await type('Powtórz hasło', 'inne');
  await fireEvent.click(document.getElementById('recover-submit')!);
  expect(backend.calls.some(([command]) => command === 'recover')).toBe(false);
  await type('Powtórz hasło', 'zupełnie nowe hasło');
  backend.failing.set('recover', problem('recovery-code'));
  await fireEvent.click(document.getElementById('recover-submit')!);
  await settle(20);
  expect(screen.getByText(/Kod jednorazowy nie pasuje/)).toBeTruthy();
  expect((screen.getByLabelText('Nowe hasło') as HTMLInputElement).value).toBe('zupełnie nowe hasło');
  backend.failing.delete('recover');
  await fireEvent.click(document.getElementById('recover-submit')!);
  await settle(20);
  expect(document.getElementById('nav-cases')).toBeTruthy();
});
