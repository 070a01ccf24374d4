import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { AmountView } from '../../backend/types';
import { ASSESSMENT, FORM, ROOT, session } from '../../test/fixtures';
import { MemoryBackend } from '../../test/memory';
import { openApp, settle } from '../../test/render';
import { amountWords } from './words';

async function openInterview() {
  const place = { document: ROOT, section: 'A', record: null, field: null };
  await openApp(new MemoryBackend({ ...session(), place }));
  await settle(20);
}

test('a row the law leaves out is struck through with its article, one that counts shows its steps', async () => {
  await openInterview();
  await fireEvent.click(screen.getByRole('button', { name: 'Dochód, kwoty i terminy' }));
  const struck = await screen.findByText('bon energetyczny', { selector: 's' });
  expect(struck.closest('li')?.textContent).toContain('art. 8 ust. 4 pkt 21');
  const counted = screen.getByText('emerytura', { selector: '.row span' });
  expect(counted.closest('li')?.textContent).toContain('1 423,10 zł');
  expect(screen.getByText(ASSESSMENT.steps[0]!.text)).toBeTruthy();
});

test('each document taken in says its form, number, date and who took it, and what is still to be written', async () => {
  await openInterview();
  await fireEvent.click(screen.getByRole('button', { name: 'Dochód, kwoty i terminy' }));
  const section = (await screen.findByRole('heading', { name: /^Przyjęte dokumenty/ })).closest('section');
  const [statement, identity] = [...section!.querySelectorAll('li')].map((line) => line.textContent.replaceAll('\u00a0', ' '));
  expect(statement).toContain('oświadczenie, nr 12/2026, z 20 listopada 2026 r., przyjęto: Ewa Terenowska');
  expect(identity).toContain('Do uzupełnienia: data, kto przyjął.');
  expect(identity).toContain('§ 11');
});

test('what is said of several persons is said once, with their names', async () => {
  const place = { document: ROOT, section: 'A', record: null, field: null };
  const backend = new MemoryBackend({ ...session(), place });
  const alert = (person: string | null, text: string) => ({ code: 'bez-pesel', level: 'informacja', person, text, because: 'bo numer PESEL tej osoby jest pusty' });
  backend.overrides.assessment = () => ({ ...ASSESSMENT, alerts: [alert('Anna Próbna', 'Osoba bez numeru PESEL.'), alert(null, 'Coś innego.'), alert('Jan Próbny', 'Osoba bez numeru PESEL.')] });
  await openApp(backend);
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Dochód, kwoty i terminy' }));
  expect((await screen.findByText('Anna Próbna, Jan Próbny:')).parentElement?.textContent).toContain('Osoba bez numeru PESEL.');
  expect(screen.getAllByText(/Osoba bez numeru PESEL/)).toHaveLength(1);
  expect(screen.getByText(/Coś innego/)).toBeTruthy();
});

test('no verdict stands while a row waits for its answer', async () => {
  const place = { document: ROOT, section: 'A', record: null, field: null };
  const backend = new MemoryBackend({ ...session(), place });
  const waiting = structuredClone(ASSESSMENT);
  Object.assign(waiting.persons[0]!.rows[0]!, { verdict: 'open', amount: null, why: 'Brak miesiąca wypłaty.' });
  backend.overrides.assessment = () => waiting;
  await openApp(backend);
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Dochód, kwoty i terminy' }));
  expect(await screen.findByText(/^To nie jest jeszcze wynik: \d/)).toBeTruthy();
  expect(screen.queryByText(/kryterium\.$/, { selector: '.verdict' })).toBeNull();
});

test('of a relative who asks for nothing there are neither amounts of help nor documents to bring', async () => {
  const place = { document: ROOT, section: 'A', record: null, field: null };
  const backend = new MemoryBackend({ ...session(), place });
  backend.overrides.assessment = () => ({ ...ASSESSMENT, estimated: false, estimates: [], documents_asked: false, missing_documents: [] });
  await openApp(backend);
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Dochód, kwoty i terminy' }));
  expect(await screen.findByRole('heading', { name: 'Wynik' })).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Możliwa pomoc pieniężna' })).toBeNull();
  expect(screen.queryByRole('heading', { name: /^Brakujące dokumenty/ })).toBeNull();
});

test('a form of which no figures are worked out still leads to its terms, alerts and documents', async () => {
  const place = { document: ROOT, section: 'A', record: null, field: null };
  const backend = new MemoryBackend({ ...session(), place });
  backend.view = { form: { ...FORM, assessed: false } };
  const alert = { code: 'pesel-suma', level: 'uwaga', person: 'Apolonia Urojona', text: 'PESEL ma błędną cyfrę kontrolną.', because: 'bo tak wpisano numer PESEL tej osoby' };
  const told = { ...ASSESSMENT, assessed: false, documents_noted: false, estimated: false, documents_asked: false, persons: [], sums: [], steps: [], documents: [] };
  backend.overrides.assessment = () => ({ ...told, alerts: [alert] });
  await openApp(backend);
  await settle(20);
  expect(screen.queryByRole('button', { name: 'Dochód, kwoty i terminy' })).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'Terminy i alerty' }));
  expect(await screen.findByText(/błędną cyfrę kontrolną/)).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1, name: /^Terminy i.alerty/ })).toBeTruthy();
  expect(document.querySelector('[data-clock=update]'), 'its term').toBeTruthy();
  for (const absent of ['Wynik', 'Dochody osób', 'Jak to policzono', /^Przyjęte dokumenty/]) expect(screen.queryByRole('heading', { name: absent })).toBeNull();
});

test('amounts are always called estimates', async () => {
  await openInterview();
  await fireEvent.click(screen.getByRole('button', { name: 'Dochód, kwoty i terminy' }));
  expect(await screen.findByText('kwota szacunkowa')).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/przyznano|decyzja o/);
});

test.each<[AmountView, string]>([
  [{ is: 'known', min: 50_500, max: 82_300 }, 'od 505,00 zł do 823,00 zł'],
  [{ is: 'known', min: 122_900, max: 122_900 }, '1 229,00 zł'],
  [{ is: 'known', min: null, max: 101_000 }, 'najwyżej 1 010,00 zł'],
  [{ is: 'discretionary' }, 'kwota uznaniowa'],
  [{ is: 'unknown' }, 'kwota nieznana'],
  [{ is: 'not_due' }, 'nie przysługuje'],
])('an estimate %o reads „%s”', (amount, words) => {
  expect(amountWords(amount).replaceAll('\u00a0', ' ')).toBe(words);
});

test('an alert, a warning and a missing document say which answers they come from', async () => {
  const place = { document: ROOT, section: 'A', record: null, field: null };
  const backend = new MemoryBackend({ ...session(), place });
  const told = structuredClone(ASSESSMENT);
  told.alerts = [{ code: 'przemoc-domowa', level: 'pilny', person: null, text: 'W wywiadzie stwierdzono przemoc domową.', because: 'bo odpowiedziano „tak” na pytanie o przemoc w rodzinie' }];
  told.warnings = [{ text: 'Dysproporcja może być podstawą odmowy.', because: 'bo podano zasoby', basis: 'art. 12 u.p.s.' }];
  backend.overrides.assessment = () => told;
  await openApp(backend);
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Dochód, kwoty i terminy' }));
  await settle(20);
  const words = document.body.textContent!.replaceAll(/[\u2068\u2069]/g, '').replaceAll('\u00a0', ' ');
  expect(words).toContain('Dlaczego? Bo odpowiedziano „tak” na pytanie o przemoc w rodzinie.');
  expect(words).toContain('Dlaczego? Bo podano zasoby (art. 12 u.p.s.).');
  expect(words).toContain('Dlaczego? Bo składa je każdy, kto prosi o pomoc.');
});
