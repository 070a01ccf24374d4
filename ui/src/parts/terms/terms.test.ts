import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { session } from '../../test/fixtures';
import { MemoryBackend } from '../../test/memory';
import { openApp, settle } from '../../test/render';
import { TERMS } from '../../test/terms';
import { near, tone } from './words';

async function openTerms(backend = new MemoryBackend(session())) {
  await openApp(backend);
  await fireEvent.click(screen.getByRole('button', { name: /Teodor Zmyślony.*po terminie/ }));
  await settle(20);
  return backend;
}

test.each([
  [-21, '21 dni po terminie', 'bad'], [-2, '2 dni po terminie', 'bad'], [-1, '1 dzień po terminie', 'bad'],
  [0, 'dziś', 'warn'], [1, 'za 1 dzień', 'warn'], [3, 'za 3 dni', 'warn'], [12, 'za 12 dni', 'quiet'],
] as const)('%i days read „%s”', (days, words, state) => {
  expect(near(days).replaceAll('\u00a0', ' ').replaceAll(/[\u2068\u2069]/g, '')).toBe(words);
  expect(tone(days)).toBe(state);
});

test('what is late, due today and near stands in the overview, and a line leads to its case by the keyboard', async () => {
  const backend = await openTerms();
  expect(backend.calls.some(([name, args]) => name === 'case_terms' && (args as { case: string }).case === 'c3')).toBe(true);
});

test('the overview groups the lines in words and says so when nothing comes up', async () => {
  await openApp(new MemoryBackend(session()));
  const groups = [...document.querySelectorAll('[data-agenda]')].map((group) => group.querySelector('h3')?.textContent?.replaceAll(/\s+/g, ' ').trim());
  expect(groups).toEqual(['Po terminie 1', 'Dziś 1', 'W ciągu 7 dni 2']);
});

test('an empty agenda says what will stand there', async () => {
  const backend = new MemoryBackend(session());
  backend.agenda = { ...backend.agenda, late: [], today: [], soon: [] };
  await openApp(backend);
  expect(screen.getByText(/nie upływa żaden termin/)).toBeTruthy();
  expect(document.querySelector('[data-agenda]')).toBeNull();
});

test('a long group shows its first lines and unfolds the rest', async () => {
  const backend = new MemoryBackend(session());
  const [line] = backend.agenda.late;
  backend.agenda = { ...backend.agenda, late: Array.from({ length: 11 }, (_, index) => ({ ...line!, name: `Rodzina ${index}` })), today: [], soon: [] };
  await openApp(backend);
  const more = screen.getByRole('button', { name: 'Pokaż pozostałe (3)' });
  expect(more.getAttribute('aria-expanded')).toBe('false');
  await fireEvent.click(more);
  expect(more.getAttribute('aria-expanded')).toBe('true');
});

test('each running term tells its day, how far it is, from what it counts, what moves it and its article', async () => {
  await openTerms();
  const late = document.querySelector<HTMLElement>('[data-clock=ruling_delivery]')!;
  const words = late.textContent!.replaceAll('\u00a0', ' ');
  for (const told of ['Doręczenie orzeczenia', '21 listopada 2026 r.', '1 dzień po terminie', 'Liczy się od 22 września 2026 r.', 'poprawiony dzień otrzymania', 'art. 106 ust. 7–11', 'do potwierdzenia z ustawą']) expect(words).toContain(told);
  expect(late.querySelector('svg'), 'a mark beside the colour').toBeTruthy();
  const today = document.querySelector<HTMLElement>('[data-clock=contract_assessment]')!;
  expect(within(today).getByText('dziś')).toBeTruthy();
});

test('ended terms are folded and say what ended them', async () => {
  await openTerms();
  const toggle = screen.getByRole('button', { name: 'Zakończone terminy (1)' });
  expect(toggle.getAttribute('aria-expanded')).toBe('false');
  await fireEvent.click(toggle);
  expect(document.querySelector('[data-clock=interview]')?.textContent).toContain('Wywiad przeprowadzono 18.11.2026. W terminie.');
});

test('the day a ruling was received and brought is written down in words a person types', async () => {
  const backend = await openTerms();
  await fireEvent.click(document.getElementById('ruling')!);
  await settle(20);
  const received = screen.getByLabelText('Osoba otrzymała orzeczenie dnia');
  await fireEvent.input(received, { target: { value: 'kiedyś' } });
  expect(screen.getByText('Wpisz datę, na przykład 22.11.2026.')).toBeTruthy();
  expect((document.getElementById('ruling-save') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.input(received, { target: { value: '22.09.2026' } });
  await fireEvent.input(screen.getByLabelText('Ośrodek otrzymał orzeczenie dnia'), { target: { value: '20.11.2026' } });
  await fireEvent.click(document.getElementById('ruling-save')!);
  await settle(20);
  const sent = backend.calls.filter(([name]) => name === 'record_ruling').map(([, args]) => args);
  expect(sent).toEqual([{ case: 'c1', ruling: { received_on: '2026-09-22', delivered_on: '2026-11-20' } }]);
  expect(screen.getByText(/Ośrodek dostał je/).textContent).toContain('20');
});

test('a day the core refuses is told at its field', async () => {
  const backend = new MemoryBackend(session());
  backend.overrides.record_ruling = () => { throw { code: 'invalid-input', parameters: { field: 'delivered_on' } }; };
  await openTerms(backend);
  await fireEvent.click(document.getElementById('ruling')!);
  await settle(20);
  await fireEvent.click(document.getElementById('ruling-save')!);
  await settle(20);
  expect(screen.getByText(/nie wcześniejszy niż dzień otrzymania/)).toBeTruthy();
});

test('who may not know of the proceeding is told that terms are missing, and has no button', async () => {
  const backend = new MemoryBackend(session());
  backend.terms = { ...TERMS, running: [], ended: [], withheld: ['orzeczenia', 'postępowanie i decyzje'], may_record_ruling: false };
  await openTerms(backend);
  expect(screen.getByText(/poza Twoim upoważnieniem: orzeczenia, postępowanie i decyzje/)).toBeTruthy();
  expect(screen.getByText('Żaden termin teraz nie biegnie.')).toBeTruthy();
  expect(document.getElementById('ruling')).toBeNull();
});

test('a list says of a case without a visible term when one may come from what is not seen', async () => {
  const backend = new MemoryBackend(session());
  const { INTERVIEWS, EXCHANGE } = await import('../../test/fixtures');
  const [draft] = INTERVIEWS;
  const without = (name: string, terms_withheld: boolean) => ({ ...draft!, case: name, document: name, name, soonest: null, terms_withheld });
  backend.overrides.overview = () => ({ today: '2026-11-22', visits: [], interviews: [without('Zakryta', true), without('Spokojna', false)], exchange: EXCHANGE });
  await openApp(backend);
  const told = [...document.querySelectorAll('[data-due=withheld]')];
  expect(told.map((line) => line.textContent)).toEqual(['Nie masz wglądu w dane, z których mogą wynikać terminy.']);
  expect(told[0]!.closest('[data-interview], li, tr')!.textContent).toContain('Zakryta');
});

test('interviews in the boxes stand by the last write, and by the nearest term when asked', async () => {
  const backend = new MemoryBackend(session());
  const { INTERVIEWS, EXCHANGE } = await import('../../test/fixtures');
  const [draft] = INTERVIEWS;
  const due = (name: string, days: number, date: string) => ({ ...draft!, case: name, document: name, name, soonest: { clock: 'update' as const, due: date, days_left: days } });
  backend.overrides.overview = () => ({ today: '2026-11-22', visits: [], interviews: [due('Druga', 40, '2027-01-01'), due('Pierwsza', 4, '2026-11-26'), { ...draft!, case: 'x', document: 'x', name: 'Bez terminu', soonest: null }], exchange: EXCHANGE });
  await openApp(backend);
  const names = () => [...document.querySelectorAll('[data-box=draft] .open .strong')].map((name) => name.textContent);
  expect(names()).toEqual(['Druga', 'Pierwsza', 'Bez terminu']);
  await fireEvent.click(screen.getByLabelText('najbliższy termin'));
  expect(names()).toEqual(['Pierwsza', 'Druga', 'Bez terminu']);
});

test('a case that is searched for shows its nearest term', async () => {
  await openApp(new MemoryBackend(session()));
  await fireEvent.input(screen.getByLabelText('Szukaj w swoich sprawach'), { target: { value: 'teodor' } });
  await settle(400);
  expect(document.querySelector('[data-found=c3]')?.textContent).toMatch(/Przeprowadzenie wywiadu: 20\.11\.2026.*2.* dni po terminie/);
});

test('the board asks for the terms of all cases, one\'s own day only for one\'s own', async () => {
  const backend = new MemoryBackend(session(['field', 'head']));
  await openApp(backend);
  const asked = () => backend.calls.filter(([name]) => name === 'agenda').map(([, args]) => (args as { whole: boolean }).whole);
  expect(asked()).toContain(false);
  expect(asked()).not.toContain(true);
  await fireEvent.click(document.getElementById('nav-board')!);
  await settle(20);
  expect(asked()).toContain(true);
});

test('that help ended is written down beside its reminder, and taken back', async () => {
  const backend = await openTerms();
  const update = document.querySelector<HTMLElement>('[data-clock=update]')!;
  await fireEvent.click(within(update).getByRole('button', { name: 'Pomoc się skończyła albo skończy' }));
  await settle(20);
  const save = document.getElementById('help-end-save') as HTMLButtonElement;
  expect(save.disabled, 'a day and a reason are asked for').toBe(true);
  await fireEvent.input(screen.getByLabelText('Pierwszy dzień bez tej pomocy'), { target: { value: '20.11.2026' } });
  await fireEvent.click(screen.getByLabelText('decyzja uchylona'));
  await fireEvent.click(save);
  await settle(20);
  const sent = () => backend.calls.filter(([name]) => name === 'end_help').map(([, args]) => (args as { end: unknown }).end);
  expect(sent()).toEqual([{ help: [{ help: 'zasiłek stały', since: '2026-11-18' }], on: '2026-11-20', reason: 'revoked' }]);
  const ended = document.querySelector<HTMLElement>('[data-ended]')!;
  expect(ended.textContent?.replaceAll('\u00a0', ' ')).toContain('Bez pomocy od 20 listopada 2026 r.: zasiłek stały z wywiadu z 18 listopada 2026 r. (decyzja uchylona).');
  expect(screen.queryByRole('button', { name: 'Pomoc się skończyła albo skończy' })).toBeNull();
  await fireEvent.click(within(ended).getByRole('button', { name: /Cofnij zapis/ }));
  await settle(20);
  expect(sent()[1]).toEqual({ help: [{ help: 'zasiłek stały', since: '2026-11-18' }], on: null, reason: null });
  expect(document.querySelector('[data-ended]')).toBeNull();
});

test('a day before the help was planned is told at its field', async () => {
  const backend = new MemoryBackend(session());
  backend.overrides.end_help = () => { throw { code: 'invalid-input', parameters: { field: 'on' } }; };
  await openTerms(backend);
  await fireEvent.click(screen.getByRole('button', { name: 'Pomoc się skończyła albo skończy' }));
  await settle(20);
  await fireEvent.input(screen.getByLabelText('Pierwszy dzień bez tej pomocy'), { target: { value: '1.11.2026' } });
  await fireEvent.click(screen.getByLabelText('śmierć'));
  await fireEvent.click(document.getElementById('help-end-save')!);
  await settle(20);
  expect(screen.getByText(/nie wcześniejszy niż wywiad z/).textContent?.replaceAll('\u00a0', ' ')).toContain('18 listopada 2026 r.');
});

const ENDED = { help: 'usługi sąsiedzkie', since: '2026-05-04', on: '2026-11-01', reason: 'śmierć', by: 'Paweł', at: '2026-11-02T08:00:00' };

test('two spells of one help stand beside each other, and one that is still to end says so', async () => {
  const backend = new MemoryBackend(session());
  backend.terms = { ...TERMS, ended_help: [{ ...ENDED, since: '2026-11-18', on: '2999-01-01', reason: 'decyzja uchylona' }, ENDED] };
  await openTerms(backend);
  const told = [...document.querySelectorAll('[data-ended] p')].map((line) => line.textContent?.replaceAll('\u00a0', ' '));
  expect(told[0]).toContain('Pomoc skończy się 1 stycznia 2999 r.: usługi sąsiedzkie z wywiadu z 18 listopada 2026 r.');
  expect(told[1]).toContain('Bez pomocy od 1 listopada 2026 r.: usługi sąsiedzkie z wywiadu z 4 maja 2026 r.');
  await fireEvent.click(screen.getByRole('button', { name: /Cofnij zapis usługi sąsiedzkie, 1\slistopada/ }));
  await settle(20);
  expect(backend.calls.findLast(([name]) => name === 'end_help')?.[1]).toMatchObject({ end: { help: [{ help: 'usługi sąsiedzkie', since: '2026-05-04' }], on: null } });
});

test('who may not write of the plan of help has no button to end it', async () => {
  const backend = new MemoryBackend(session());
  backend.terms = { ...TERMS, help: [], may_end_help: false, ended_help: [ENDED] };
  await openTerms(backend);
  expect(screen.queryByRole('button', { name: 'Pomoc się skończyła albo skończy' })).toBeNull();
  expect(document.querySelector('[data-ended] button')).toBeNull();
});

test('the head sees how many terms of each asystent are late and near', async () => {
  const backend = new MemoryBackend(session(['head', 'team']));
  backend.agenda = { ...backend.agenda, assistants: [{ name: 'Beata Asystująca', late: 2, near: 5 }, { name: 'Celina Wspierająca', late: 0, near: 1 }] };
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-board')!);
  await settle(50);
  const lines = [...document.querySelectorAll('[data-agenda=assistants] li')].map((line) => [...line.children].map((part) => part.textContent.replace(/\s+/g, ' ').trim()).join(' '));
  expect(lines).toEqual(['Beata Asystująca 2 po terminie 5 terminów wkrótce', 'Celina Wspierająca nic po terminie 1 termin wkrótce']);
});
