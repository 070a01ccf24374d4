import { fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { AGREED_PLAN, NO_PLAN, PLAN } from '../test/family-plan';
import { FORM, session } from '../test/fixtures';
import { MemoryBackend } from '../test/memory';
import { openApp, press, settle } from '../test/render';
import { FAMILY_AGENDA } from '../test/terms';

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T09:41:00') }));
afterEach(() => vi.useRealTimers());

const said = (backend: MemoryBackend, command: string) => backend.calls.filter(([name]) => name === command).map(([, args]) => args);
const click = async (id: string) => { await fireEvent.click(document.getElementById(id)!); await settle(50); };
const push = async (name: string | RegExp) => { await fireEvent.click(screen.getByRole('button', { name })); await settle(50); };
const family = (id: string) => within(document.querySelector<HTMLElement>(`[data-family="${id}"]`)!);

/** The plan of the first family, opened from the list. */
async function openPlan(plan = PLAN): Promise<MemoryBackend> {
  const backend = new MemoryBackend(session(['assistance']));
  backend.plan = plan;
  await openApp(backend);
  await push('Plan pracy: Urojona Apolonia');
  return backend;
}

test('the list of families says of each how far its plan is, what waits for an answer and when it is evaluated', async () => {
  await openApp(new MemoryBackend(session(['assistance'])));
  expect(family('c1').getByText('Plan uzgodniony, zmiana w opracowaniu')).toBeTruthy();
  expect(family('c1').getByText('3 propozycje czekają')).toBeTruthy();
  expect(family('c1').getByText(/^Okresowa ocena za 9 dni: 1.grudnia 2026.r\.$/)).toBeTruthy();
  expect(family('c3').getByText(/^Termin okresowej oceny minął 5 dni temu/)).toBeTruthy();
  expect(family('c3').queryByText(/propozycj/)).toBeNull();
  expect(family('c4').getByText('Nie ma jeszcze planu pracy z rodziną.')).toBeTruthy();
  expect(family('c4').getByText(/^Okresowa ocena najpóźniej 2.maja 2027/)).toBeTruthy();
  expect(family('c2').queryByText(/ocen/)).toBeNull();
});

test('an asystent is told first what is late over all her families, and each line opens the place where it is done', async () => {
  const backend = new MemoryBackend(session(['assistance']));
  backend.agenda = FAMILY_AGENDA;
  await openApp(backend);
  expect(screen.getByRole('heading', { name: /^Terminy i.przypomnienia$/ })).toBeTruthy();
  const lines = () => [...document.querySelectorAll('[data-agenda] button')].map((button) => [...button.children].map((part) => part.textContent.replace(/\s+/g, ' ').trim()).join(' '));
  expect(lines()).toEqual([
    'Fikcyjny Kajetan Okresowa ocena sytuacji rodziny 17.11.2026 5 dni po terminie',
    'Urojona Apolonia Działanie z planu: Zapisanie Gustawa do świetlicy szkolnej 20.11.2026 2 dni po terminie',
    'Urojona Apolonia Działanie z planu: Wizyta w poradni psychologiczno-pedagogicznej 27.11.2026 za 5 dni',
    'Urojona Apolonia Okresowa ocena sytuacji rodziny 01.12.2026 za 9 dni',
    'Zmyślińska-Wyimaginowana Małgorzata Koniec monitorowania rodziny 15.12.2026 za 23 dni',
    'Zestawienie za miesiąc: październik 2026',
  ]);
  await push(/^Fikcyjny Kajetan/);
  expect(said(backend, 'family_plan').at(-1)).toEqual({ case: 'c3' });
  await click('back');
  await push(/Koniec monitorowania/);
  expect(said(backend, 'timeline').at(-1)).toEqual({ case: 'c2' });
  await click('back');
  await push(/^Zestawienie za miesiąc/);
  expect(said(backend, 'family_month').at(-1)).toEqual({ month: '2026-10' });
});

test('with nothing due the list of an asystent says when something will stand in it', async () => {
  const backend = new MemoryBackend(session(['assistance']));
  backend.agenda = { ...FAMILY_AGENDA, late: [], soon: [], later: [], month: null };
  await openApp(backend);
  expect(screen.getByText(/Oceny, plany i końce monitorowania pojawią się tu 30 dni wcześniej/)).toBeTruthy();
});

test('the plan says whose each line is and how it stood at the last visit, in dates as they are written in Poland', async () => {
  await openPlan();
  const goal = within(document.querySelector<HTMLElement>('[data-line="l4"]')!);
  expect(goal.getByText('Autor: Beata Asystująca; ostatnia zmiana: Ewa Terenowska')).toBeTruthy();
  const action = within(document.querySelector<HTMLElement>('[data-line="l5"]')!);
  expect(action.getByText('16.11.2026: wykonane')).toBeTruthy();
  expect(action.getByText('30.06.2026')).toBeTruthy();
  expect(screen.getByText('działanie spoza obecnego planu', { exact: false })).toBeTruthy();
});

test('the head of the plan says what it is for and until when, and that a child in foster care has no koordynator yet', async () => {
  await openPlan();
  expect(screen.getByText('Cel główny: Dzieci zostają w domu i regularnie chodzą do szkoły')).toBeTruthy();
  expect(screen.getByText(/^Okres planu: 1.kwietnia 2026.r\. – 31.marca 2027.r\.$/)).toBeTruthy();
  expect(screen.getByText(/plan nie ma jeszcze koordynatora/)).toBeTruthy();
});

test('a value that the form does not take is told at its column, and nothing is proposed', async () => {
  const backend = await openPlan();
  backend.overrides.suggest_line = () => { throw { code: 'invalid-input', parameters: { field: 'indicator' } }; };
  await push(/^Zaproponuj zmianę: Spokojne poranki/);
  await fireEvent.input(screen.getByLabelText('wskaźnik'), { target: { value: 'x'.repeat(600) } });
  await settle(20);
  await click('suggest-save');
  expect(screen.getByRole('alert').textContent).toBe('Wartość nie pasuje do tego pola.');
  expect(screen.getByLabelText('wskaźnik').getAttribute('aria-describedby')).toContain('suggest-unfit');
});

test('a proposal is accepted or refused line by line, an own one only withdrawn; the focus stays in its part of the plan', async () => {
  const backend = await openPlan();
  const own = within(document.querySelector<HTMLElement>('[data-suggestion="s2"]')!);
  expect(own.getByText('Ma być: 25.06.2027')).toBeTruthy();
  expect(own.getAllByRole('button').map((button) => button.textContent.trim())).toEqual(['Wycofaj']);
  await push(/^Przyjmij: Spokojne poranki/);
  expect(document.querySelector('[data-suggestion="s1"]')).toBeNull();
  expect(document.activeElement?.textContent).toBe('Cele szczegółowe');
  await push('Odrzuć: Wniosek o miejsce w świetlicy dla Gustawa');
  expect(said(backend, 'settle_suggestion')).toEqual([{ case: 'c1', record: 's1', accepted: true }, { case: 'c1', record: 's3', accepted: false }]);
});

test('other words of a line are proposed only once something differs', async () => {
  const backend = await openPlan();
  await push(/^Zaproponuj zmianę: Cotygodniowa rozmowa/);
  const save = () => document.getElementById('suggest-save') as HTMLButtonElement;
  expect(save().disabled).toBe(true);
  await fireEvent.input(screen.getByLabelText('termin do'), { target: { value: '25.6.2027' } });
  await settle(20);
  await click('suggest-save');
  expect(said(backend, 'suggest_line')).toMatchObject([{ case: 'c1', suggestion: { line: 'l6', kind: 'family_action', columns: { until: '2027-06-25', doer: 'rodzina' } } }]);
});

test('a visit says in a word how the actions spoken of stand, and is not in the future', async () => {
  const backend = await openPlan();
  await click('visit-add');
  const save = () => document.getElementById('visit-save') as HTMLButtonElement;
  expect(save().disabled).toBe(true);
  await fireEvent.click(within(screen.getByRole('group', { name: /^Cotygodniowa rozmowa/ })).getByLabelText('niewykonane'));
  await settle(20);
  await fireEvent.input(screen.getByLabelText('Notatka do działania'), { target: { value: 'Choroba wychowawczyni.' } });
  backend.failing.set('note_family_visit', { code: 'invalid-input', parameters: { field: 'on' } });
  await click('visit-save');
  expect(screen.getByText('Data nie może być w przyszłości.')).toBeTruthy();
  backend.failing.clear();
  await click('visit-save');
  expect(said(backend, 'note_family_visit').at(-1)).toEqual({ case: 'c1', visit: { visit: null, on: '2026-11-22', note: '', lines: [{ line: 'l6', state: 'not_done', note: 'Choroba wychowawczyni.' }] } });
  expect(screen.getByText(/^22.listopada 2026.r\., Beata Asystująca$/)).toBeTruthy();
});

const of = (name: RegExp) => screen.getByRole('button', { name });

test('a word is recorded beside its line, counted down, kept, and written down with the visit', async () => {
  const backend = await openPlan();
  await click('visit-add');
  expect(screen.getByText('Nagraj własne słowa o realizacji planu, nie rozmowę z rodziną.')).toBeTruthy();
  await fireEvent.click(within(screen.getByRole('group', { name: /^Cotygodniowa rozmowa/ })).getByLabelText('częściowo'));
  await settle(20);
  const record = of(/^Nagraj notatkę: Cotygodniowa.*ocenach$/);
  record.focus();
  await fireEvent.click(record);
  await settle(50);
  expect(document.activeElement?.textContent.trim(), 'the same button ends it').toBe('Zakończ nagranie');
  expect(screen.getByText('Trwa nagrywanie').parentElement?.textContent).toBe('Trwa nagrywanie, zostało 2:00');
  expect(screen.getByText('Nagrywanie rozpoczęte, zostało 2:00.')).toBeTruthy();
  expect((of(/^Nagraj notatkę: cała wizyta/) as HTMLButtonElement).disabled).toBe(true);
  const recording = backend.tape.view.recording!;
  backend.tape.view = { recording: { ...recording, seconds_left: 29, level: 0, silent: true }, playing: null };
  await settle(450);
  expect(screen.getByText('Do końca nagrania zostało 0:29.')).toBeTruthy();
  expect(screen.getByText(/^Nie słychać żadnego dźwięku/)).toBeTruthy();
  backend.tape.view = { recording: { ...recording, seconds_left: 0 }, playing: null };
  await settle(450);
  expect(screen.getByText('Czas nagrania minął. Zapisano notatkę głosową.')).toBeTruthy();
  expect(screen.getByText(/^Notatka głosowa 2:00/)).toBeTruthy();
  await click('visit-save');
  expect(said(backend, 'note_family_visit')).toMatchObject([{ visit: { visit: 'unwritten', lines: [{ line: 'l6', state: 'partly' }] } }]);
  expect(said(backend, 'start_recording')).toEqual([{ case: 'c1', visit: null, line: 'l6' }]);
  expect(within(document.querySelector<HTMLElement>('[data-visit="unwritten"]')!).getByText(/^Notatka głosowa 2:00/)).toBeTruthy();
});

test('a visit that is left while somebody speaks keeps the words and waits to be written down', async () => {
  const backend = await openPlan();
  await click('visit-add');
  await push(/^Nagraj notatkę: cała wizyta/);
  backend.tape.view.recording!.seconds_left = 110;
  await push('Anuluj');
  expect(said(backend, 'stop_recording')).toHaveLength(1);
  expect(screen.getByText(/^Masz notatki głosowe z wizyty, która nie jest jeszcze zapisana/)).toBeTruthy();
  await click('visit-add');
  expect(screen.getByText(/^Notatka głosowa 0:10/)).toBeTruthy();
  expect((document.getElementById('visit-save') as HTMLButtonElement).disabled).toBe(false);
});

test('a note is listened to and stopped, taken away and taken back', async () => {
  const backend = await openPlan();
  await push(/^Odsłuchaj notatkę głosową 0:42: Cotygodniowa/);
  expect(said(backend, 'play_voice_note')).toEqual([{ case: 'c1', record: 'n1' }]);
  await push(/^Zatrzymaj notatkę głosową: Cotygodniowa/);
  expect(said(backend, 'stop_voice_note')).toHaveLength(1);
  await push(/^Usuń notatkę głosową 0:42/);
  expect(document.querySelector('[data-voice="n1"]')).toBeNull();
  await push('Cofnij usunięcie');
  expect(document.querySelector('[data-voice="n1"]')).toBeTruthy();
});

test('where there is no microphone the text note remains', async () => {
  const backend = await openPlan();
  backend.failing.set('start_recording', { code: 'no-microphone', parameters: {} });
  await click('visit-add');
  await push(/^Nagraj notatkę: cała wizyta/);
  expect(screen.getByText(/^System nie pokazuje żadnego mikrofonu/)).toBeTruthy();
  await fireEvent.input(screen.getByLabelText('Krótka notatka z wizyty'), { target: { value: 'Rodzina na spacerze.' } });
  await click('visit-save');
  expect(said(backend, 'note_family_visit')).toHaveLength(1);
});

test('a family without a plan has it begun, and leaving the writing leads back to the plan', async () => {
  const backend = await openPlan(NO_PLAN);
  expect(screen.getByText(/^Rodzina nie ma jeszcze planu pracy/)).toBeTruthy();
  await click('plan-start');
  expect(said(backend, 'start_family_plan')).toEqual([{ case: 'c1' }]);
  await push('Wróć do planu pracy z rodziną');
  expect(screen.getByRole('heading', { name: /^Plan.pracy z.rodziną$/ })).toBeTruthy();
});

test('an agreed plan waits for a change with a reason before proposals are taken in', async () => {
  const backend = await openPlan(AGREED_PLAN);
  expect(screen.queryByRole('button', { name: /^Przyjmij/ })).toBeNull();
  expect(screen.getAllByText('Przyjąć albo odrzucić ją można po rozpoczęciu zmiany planu.')).toHaveLength(2);
  await click('plan-change');
  const save = () => document.getElementById('plan-change-save') as HTMLButtonElement;
  expect(save().disabled).toBe(true);
  await fireEvent.input(screen.getByLabelText('Dlaczego plan się zmienia'), { target: { value: 'Mama zmieniła pracę.' } });
  await click('plan-change-save');
  expect(said(backend, 'start_correction')).toEqual([{ document: 'fp1', reason: 'Mama zmieniła pracę.' }]);
});

test('a term that is near stands over the plan with the evaluation to begin', async () => {
  const backend = await openPlan();
  expect(within(screen.getAllByRole('status').find((one) => one.textContent.includes('Okresowa ocena'))!).getByText(/za 9 dni/)).toBeTruthy();
  await click('evaluation-start');
  expect(said(backend, 'start_family_evaluation')).toEqual([{ case: 'c1' }]);
});

test('the month is summed up family by family, an earlier one is asked for, and a coming one is not', async () => {
  const backend = new MemoryBackend(session(['assistance']));
  await openApp(backend);
  await click('month');
  expect(screen.getByText('listopad 2026')).toBeTruthy();
  expect(family('c3').getAllByRole('cell').map((cell) => cell.textContent.trim())).toEqual(['4', '6', '2', '1', '0', 'Uzgodniono planOkresowa ocena']);
  const total = screen.getByRole('row', { name: /^Razem/ });
  expect(within(total).getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['7', '9', '3', '1', '1', '']);
  expect((document.getElementById('month-later') as HTMLButtonElement).disabled).toBe(true);
  await click('month-earlier');
  expect(said(backend, 'family_month').at(-1)).toEqual({ month: '2026-10' });
  expect(screen.getByText('W tym miesiącu nie pracujesz z żadną rodziną.')).toBeTruthy();
  await press('Escape');
  expect(screen.getByRole('heading', { name: 'Moje rodziny' })).toBeTruthy();
});

test('a paper of the asystent is approved as what it is: no statement of a client, no team that gets it', async () => {
  const backend = await openPlan(NO_PLAN);
  backend.view = { form: { ...FORM, id: 'family-plan', title: 'Plan pracy z rodziną' }, conflicts: [] };
  backend.overrides.review = () => ({ findings: [], sections: [], complete: true, conflicts: 0, questions: 0, routes: [] });
  backend.evaluation = () => ({ unasked: [], computed: [], findings: [], sections: [], complete: true });
  await click('plan-start');
  await push(/Podsumowanie/);
  expect(document.getElementById('pass-out')).toBeNull();
  await click('approve');
  const dialog = within(screen.getByRole('dialog', { name: 'Zatwierdzenie dokumentu' }));
  expect(dialog.queryByText(/zał\. nr 2|Dokąd trafi/)).toBeNull();
  expect(dialog.getByText(/^Przy najbliższej wymianie zatwierdzony dokument trafi do ośrodka/)).toBeTruthy();
});
