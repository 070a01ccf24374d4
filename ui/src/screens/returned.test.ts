import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { EXCHANGE, INTERVIEWS, session } from '../test/fixtures';
import { MemoryBackend } from '../test/memory';
import { openApp, press, settle } from '../test/render';
import { PINS, standing } from '../test/standing';

async function key(name: string) {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: name, code: `Key${name.toUpperCase()}` });
  await settle(20);
}

async function reading(backend = new MemoryBackend(session(['team']))) {
  await openApp(backend);
  await fireEvent.click(screen.getByRole('button', { name: 'Czytaj wywiad: Apolonia Urojona' }));
  await settle(20);
  return backend;
}

const sent = (backend: MemoryBackend, command: string) => backend.calls.filter(([name]) => name === command).map(([, args]) => args);

test('a team member asks at an answer and at a row without the mouse, and sends the interview back', async () => {
  const backend = await reading();
  await key('p');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Zapytaj: Imię');
  await key('p');
  expect((document.getElementById('ask-keep') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.input(screen.getByLabelText('Pytanie do pracownika socjalnego'), { target: { value: ' Czy to imię z dowodu? ' } });
  await fireEvent.click(document.getElementById('ask-keep')!);
  await settle(50);
  screen.getByRole('button', { name: /^Zapytaj: Dochody: emerytura/ }).focus();
  await key('p');
  await fireEvent.input(screen.getByLabelText('Pytanie do pracownika socjalnego'), { target: { value: 'Skąd kwota?' } });
  await fireEvent.click(document.getElementById('ask-keep')!);
  await settle(50);
  expect(document.getElementById('return')?.textContent?.trim()).toBe('Zwróć z 2 pytaniami');
  await fireEvent.click(document.getElementById('return')!);
  await settle(20);
  expect(sent(backend, 'return_interview')).toEqual([
    {
      document: 'd6', team: 'konstancin-swiadczenia',
      pins: [{ at: { record: 'd6', field: 'first_name' }, question: 'Czy to imię z dowodu?' }, { at: { record: 'i1', field: 'row' }, question: 'Skąd kwota?' }],
    },
  ]);
});

const WORDS = 'Pytanie do pracownika socjalnego';
/** Pins a question to the answer in focus. */
async function pin(words: string) {
  await key('p');
  await fireEvent.input(screen.getByLabelText(WORDS), { target: { value: words } });
  await fireEvent.click(document.getElementById('ask-keep')!);
  await settle(50);
}
async function go(button: string) {
  await fireEvent.click(document.getElementById(button)!);
  await settle(20);
}
async function unlock(backend: MemoryBackend, profile = 'p1') {
  backend.overrides.unlock = () => ({ ...session(['team']), profile });
  await fireEvent.input(screen.getByLabelText('Hasło'), { target: { value: 'cztery zwykle slowa' } });
  await go('open-profile');
}
const read = async (name: RegExp) => { await fireEvent.click(screen.getByRole('button', { name })); await settle(20); };
const pinned = () => [...document.querySelectorAll('[aria-labelledby="ask-panel"] li')].map((line) => line.querySelector('span')?.textContent?.replace('Imię', '').trim());

test('one key does not lose a question that is being written, and Ctrl + Enter keeps it', async () => {
  await reading();
  await key('p');
  await key('p');
  await fireEvent.input(screen.getByLabelText(WORDS), { target: { value: 'Czy to imię z dowodu?' } });
  await press('Escape');
  expect(screen.getByRole('alert').textContent).toBe('Wpisany tekst nie jest zapisany. Drugie Esc zamknie okno i go usunie.');
  expect((screen.getByLabelText(WORDS) as HTMLTextAreaElement).value).toBe('Czy to imię z dowodu?');
  await press('Ctrl+Enter');
  expect(pinned()).toEqual(['Czy to imię z dowodu?']);
  await key('p');
  await fireEvent.input(screen.getByLabelText(WORDS), { target: { value: 'Skąd' } });
  await press('Escape');
  await press('Escape');
  expect(screen.queryByLabelText(WORDS)).toBeNull();
});

test('questions pinned and not sent wait while another interview is read and while the screen is locked, each at its own document, until sent', async () => {
  const backend = await reading();
  await key('p');
  await pin('Czy to imię z dowodu?');
  await go('back');
  await read(/^Czytaj wywiad: Hilary/);
  expect(document.getElementById('ask-panel')).toBeNull();
  await key('p');
  await pin('Kto podał imię?');
  await go('back');
  await read(/^Czytaj wywiad: Apolonia/);
  expect(pinned()).toEqual(['Czy to imię z dowodu?']);
  await press('Ctrl+KeyL');
  await unlock(backend);
  expect(pinned()).toEqual(['Czy to imię z dowodu?']);
  await go('return');
  expect(sent(backend, 'return_interview')).toMatchObject([{ document: 'd6', pins: [{ question: 'Czy to imię z dowodu?' }] }]);
  await go('back');
  await read(/^Czytaj wywiad: Apolonia/);
  expect(document.getElementById('ask')?.textContent?.trim()).toBe('Zwróć do poprawy');
  await key('p');
  expect(pinned()).toEqual([]);
  await go('back');
  await read(/^Czytaj wywiad: Hilary/);
  expect(pinned()).toEqual(['Kto podał imię?']);
});

test('a question half written when the screen locks is written on after it opens, and the focus then stands at its answer', async () => {
  const backend = await reading();
  await key('p');
  await key('p');
  await fireEvent.input(screen.getByLabelText(WORDS), { target: { value: 'Czy to' } });
  await press('Ctrl+KeyL');
  await unlock(backend);
  expect((screen.getByLabelText(WORDS) as HTMLTextAreaElement).value).toBe('Czy to');
  await go('ask-keep');
  expect(pinned()).toEqual(['Czy to']);
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Zapytaj: Imię');
});

test('another person who opens the laptop finds no question of the one before', async () => {
  const backend = await reading();
  await key('p');
  await pin('Czy to imię z dowodu?');
  await press('Ctrl+KeyL');
  await unlock(backend, 'p2');
  await read(/^Czytaj wywiad: Apolonia/);
  expect(document.getElementById('ask-panel')).toBeNull();
});

test('what can no longer be sent back keeps its questions in sight, says so and sends nothing', async () => {
  const backend = await reading();
  await key('p');
  await pin('Czy to imię z dowodu?');
  await go('back');
  backend.standing = standing({ may_return: [] });
  await read(/^Czytaj wywiad: Apolonia/);
  expect(pinned()).toEqual(['Czy to imię z dowodu?']);
  expect(screen.getByText(/nie można teraz zwrócić do poprawy/)).toBeTruthy();
  expect((document.getElementById('return') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.click(screen.getByRole('button', { name: /^Usuń pytanie/ }));
  await settle(20);
  expect(document.getElementById('ask-panel')).toBeNull();
});

test('after a question is pinned, or not, the focus is at the answer it was asked of', async () => {
  await reading();
  await key('p');
  const answer = document.activeElement!;
  await pin('Czy to imię z dowodu?');
  expect(document.activeElement).toBe(answer);
  await key('p');
  await fireEvent.click(screen.getByRole('button', { name: 'Anuluj' }));
  await settle(50);
  expect(document.activeElement).toBe(answer);
});

test('who may not send it back has neither the button nor the key', async () => {
  const backend = new MemoryBackend(session(['team']));
  backend.standing = standing({ may_return: [] });
  await reading(backend);
  await key('p');
  expect(document.querySelector('[data-ask]')).toBeNull();
  expect(document.getElementById('ask')).toBeNull();
});

test('the head approves the plan in the document, from her queue', async () => {
  const backend = new MemoryBackend(session(['head', 'team']));
  backend.standing = standing({ plan: { approved_by: null, approved_at: null, earlier: 1, may_approve: true } });
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-inbox')!);
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Czytaj i zatwierdź: Apolonia Urojona' }));
  await settle(20);
  expect(screen.getByText(/zatwierdził plan w wersji nr 1/)).toBeTruthy();
  await fireEvent.click(document.getElementById('approve-plan')!);
  await settle(20);
  expect(sent(backend, 'approve_plan')).toEqual([{ document: 'd6' }]);
});

test('the worker sees what came back, answers at the answer, and approves only then', async () => {
  const backend = new MemoryBackend();
  const waiting = PINS.slice(0, 1).map((pin) => ({ ...pin, at: { record: backend.records[0]?.id ?? '', field: 'first_name' } }));
  backend.pins = waiting;
  backend.view = { conflicts: [], correction: { document: 'd1', number: 1, reason: '' }, pins: waiting };
  backend.overrides.overview = () => ({
    today: '2026-11-22', visits: [], exchange: EXCHANGE,
    interviews: INTERVIEWS.slice(0, 1).map((one) => ({ ...one, box: 'returned', returned: { round: 1, questions: 1, team_name: 'Zespół świadczeń', at: '2026-11-20T10:00:00' } })),
  });
  await openApp(backend);
  expect(screen.getByText(/Zwrot nr 1, pytań: 1; Zespół świadczeń/)).toBeTruthy();
  await fireEvent.click(document.querySelector<HTMLElement>('[data-box="returned"] .open')!);
  await settle(50);
  expect(screen.getByText('To poprawka wersji nr 1.')).toBeTruthy();
  expect(screen.getByText(/1 pytanie ze zwrotu, bez odpowiedzi: 1/)).toBeTruthy();
  const answer = document.querySelector<HTMLTextAreaElement>('[data-field="first_name"] [data-pin] textarea');
  expect(answer).toBeTruthy();
  await press('Ctrl+End');
  await settle(50);
  expect((document.getElementById('approve') as HTMLButtonElement).disabled).toBe(true);
  const box = document.querySelector<HTMLTextAreaElement>('[data-questions] [data-pin] textarea')!;
  await fireEvent.input(box, { target: { value: 'Tak, z dowodu.' } });
  await fireEvent.blur(box);
  await settle(50);
  expect(sent(backend, 'answer_pin')).toEqual([{ document: expect.any(String), pin: 'pin1', text: 'Tak, z dowodu.' }]);
  expect(document.querySelector('[data-questions] .done')).toBeTruthy();
});

test('a correction of one\'s own asks for the reason, a return does not', async () => {
  const backend = new MemoryBackend();
  backend.view = { conflicts: [], seal: { sygnatura: '7K3QD9XW2MB4TZ8RVN5X', sha256: 'ab'.repeat(32), approved_at: '2026-11-22T09:41:00', by: 'Ewa Terenowska' } };
  backend.standing = standing({ may_correct: true, may_return: [], may_record_statement: true });
  await openApp(backend);
  await fireEvent.click(document.querySelector<HTMLElement>('[data-box="sent"] .open')!);
  await settle(50);
  await press('Ctrl+End');
  await settle(50);
  await fireEvent.click(document.getElementById('correct')!);
  await settle(20);
  expect((document.getElementById('correct-start') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.input(screen.getByLabelText('Co trzeba poprawić i dlaczego'), { target: { value: 'Zły telefon.' } });
  await fireEvent.click(document.getElementById('correct-start')!);
  await settle(50);
  expect(sent(backend, 'start_correction')).toEqual([{ document: expect.any(String), reason: 'Zły telefon.' }]);
});

test('a statement is written down with the day on the paper', async () => {
  const backend = new MemoryBackend();
  backend.view = { conflicts: [], seal: { sygnatura: '7K3QD9XW2MB4TZ8RVN5X', sha256: 'ab'.repeat(32), approved_at: '2026-11-22T09:41:00', by: 'Ewa Terenowska' } };
  backend.standing = standing({ may_record_statement: true, may_return: [] });
  await openApp(backend);
  await fireEvent.click(document.querySelector<HTMLElement>('[data-box="sent"] .open')!);
  await settle(50);
  await press('Ctrl+End');
  await settle(50);
  await fireEvent.click(document.getElementById('statement')!);
  await settle(20);
  await fireEvent.click(screen.getByLabelText('odmowa podpisu'));
  await fireEvent.input(screen.getByLabelText('Data na oświadczeniu'), { target: { value: '40.11.2026' } });
  expect((document.getElementById('statement-save') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.input(screen.getByLabelText('Data na oświadczeniu'), { target: { value: '20.11.2026' } });
  await fireEvent.click(document.getElementById('statement-save')!);
  await settle(20);
  expect(sent(backend, 'record_statement')).toMatchObject([{ statement: { outcome: 'refused', on: '2026-11-20', note: '' } }]);
});

test('what was said is taken back only with a reason, and a return that was taken back keeps its questions', async () => {
  const backend = new MemoryBackend(session(['team']));
  const sentBack = { id: 'r1', version: 1, round: 1, team_name: 'Zespół świadczeń', by: 'Paweł Biurowski', at: '2026-11-20T10:00:00', pins: PINS.slice(0, 1), withheld: 0, settled: false };
  backend.standing = standing({
    plan: { approved_by: 'Anna Kierownicza', approved_at: '2026-11-21T09:00:00', earlier: null, may_approve: true },
    returns: [
      { ...sentBack, id: 'r2', may_withdraw: true, taken_back: null },
      { ...sentBack, may_withdraw: false, taken_back: { by: 'Piotr Biurowy', at: '2026-11-21T10:00:00', reason: 'Numer jest w aktach.' } },
    ],
  });
  await reading(backend);
  const before = within(document.querySelector<HTMLElement>('[data-return="r1"]')!);
  expect(before.getByText('Zwrot wycofany')).toBeTruthy();
  expect(before.getByText('Czy to imię z dowodu?')).toBeTruthy();
  expect(before.getByText(/Numer jest w aktach/)).toBeTruthy();
  expect(before.queryByText('Bez odpowiedzi.')).toBeNull();
  expect(before.queryByRole('button', { name: /Wycofaj zwrot/ })).toBeNull();
  for (const [button, command, record] of [['withdraw-r2', 'withdraw_return', 'r2'], ['withdraw-plan', 'withdraw_plan_approval', null]] as const) {
    await fireEvent.click(document.getElementById(button)!);
    await settle(50);
    expect((document.getElementById('take-back') as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(screen.getByLabelText('Dlaczego'), { target: { value: 'Pomyłka.' } });
    await fireEvent.click(document.getElementById('take-back')!);
    await settle(50);
    expect(sent(backend, command)).toEqual([{ document: 'd6', reason: 'Pomyłka.', ...(record ? { record } : {}) }]);
    expect(document.getElementById('take-back')).toBeNull();
  }
});
