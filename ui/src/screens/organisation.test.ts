import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { OrganisationDraft } from '../backend/types';
import { session } from '../test/fixtures';
import { MemoryBackend } from '../test/memory';
import { REPLAYED } from '../test/organisation';
import { openApp, settle } from '../test/render';

async function openOrganisation() {
  const backend = await openApp(new MemoryBackend(session(['head'])));
  await fireEvent.click(document.getElementById('nav-organisation')!);
  await settle(20);
  return backend;
}
const asked = (backend: MemoryBackend, command: string) => backend.calls.filter(([name]) => name === command).at(-1)?.[1] as { draft: OrganisationDraft };

test('a rule reads as a sentence with its reason', async () => {
  await openOrganisation();
  const rules = screen.getByRole('list', { name: 'Dokąd trafia zatwierdzony wywiad' });
  expect(within(rules).getByText('Gdy w planie jest świadczenie pieniężne → swiadczenia')).toBeTruthy();
  expect(within(rules).getByText('Postępowanie prowadzi zespół świadczeń.')).toBeTruthy();
});

test('the focus goes with a rule that is moved', async () => {
  const backend = await openOrganisation();
  const rules = screen.getByRole('list', { name: 'Dokąd trafia zatwierdzony wywiad' });
  await fireEvent.click(within(rules).getByRole('button', { name: 'Przesuń niżej nr 1' }));
  await settle(20);
  expect(asked(backend, 'examine_rules').draft.routing.map((rule) => rule.id)).toEqual(['k2', 'k1']);
  // At the end of the list there is no further down: the entry itself keeps the focus.
  expect(document.activeElement?.closest('li')?.textContent).toContain('przemoc domowa');
});

test('a new rule is put together by choosing, named by the core, tried on old interviews and saved with a reason', async () => {
  const backend = await openOrganisation();
  await fireEvent.click(document.getElementById('add-rule')!);
  await settle(20);
  await fireEvent.click(screen.getByLabelText('w planie jest świadczenie pieniężne'));
  await fireEvent.click(screen.getByLabelText('kierownik / dyrektor jednostki'));
  await fireEvent.input(screen.getByLabelText('Termin dla zespołu w dniach roboczych (nieobowiązkowe)'), { target: { value: '5' } });
  await fireEvent.click(document.getElementById('keep-rule')!);
  await settle(20);
  // Without a reason the core says what is missing, and nothing can be saved.
  expect(screen.getByText('Napisz, dlaczego sprawa tam trafia: przeczyta to zespół.')).toBeTruthy();
  expect((document.getElementById('propose') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.click(screen.getByRole('button', { name: /Zmień\s*nr 3/ }));
  await settle(20);
  await fireEvent.input(screen.getByLabelText('Dlaczego tam trafia'), { target: { value: 'Kierownik chce o tym wiedzieć.' } });
  await fireEvent.click(document.getElementById('keep-rule')!);
  await settle(20);
  expect(asked(backend, 'examine_rules').draft.routing[2]).toMatchObject({ when: ['decyzja-pieniezna'], teams: ['kierownik'], term_days: 5, reason_pl: 'Kierownik chce o tym wiedzieć.' });

  await fireEvent.click(document.getElementById('replay')!);
  await settle(20);
  expect(screen.getByText('Gdzie indziej trafiłyby 2 z 214 wywiadów. Nic nie zostało zmienione.')).toBeTruthy();
  expect(screen.getByText(/T-2026-000007, nie obejmuje go żadna reguła/)).toBeTruthy();
  expect(document.activeElement?.id).toBe('replayed');
  expect(screen.getByText(/^3 wywiady trafiłyby do tych samych zespołów, ale z innym terminem/)).toBeTruthy();

  await fireEvent.click(document.getElementById('propose')!);
  await settle(20);
  expect(screen.getByText('Napisz, dlaczego organizacja się zmienia. Powód zostaje w historii.')).toBeTruthy();
  expect(backend.calls.some(([name]) => name === 'propose_structure')).toBe(false);
  await fireEvent.input(screen.getByLabelText('Powód zmiany'), { target: { value: 'Nowy podział zadań.' } });
  await fireEvent.input(screen.getByLabelText('Obowiązuje od'), { target: { value: '1.12.2026' } });
  await fireEvent.click(document.getElementById('propose')!);
  await settle(20);
  expect(asked(backend, 'propose_structure')).toMatchObject({ based_on: '2026-11-22', valid_from: '2026-12-01', reason: 'Nowy podział zadań.' });
  expect(screen.getByText('Ośrodek przyjął zmianę.')).toBeTruthy();
});

const UNCHECKED = /^Nie sprawdzono tych zmian na dotychczasowych wywiadach/;

test('rules that were not tried on old interviews say so before they are saved, and may be saved all the same', async () => {
  const backend = await openOrganisation();
  expect(screen.queryByText(UNCHECKED)).toBeNull();
  await fireEvent.click(screen.getAllByRole('button', { name: 'Usuń nr 1' })[0]!);
  await settle(20);
  const said = screen.getByText(UNCHECKED);
  const save = document.getElementById('propose') as HTMLButtonElement;
  expect(said.compareDocumentPosition(save) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(save.disabled).toBe(false);
  // Out of reach the office has tried nothing.
  backend.overrides.replay_rules = () => ({ ...REPLAYED, decision: { outcome: 'waiting', refusal: null } });
  await press('replay');
  expect(screen.getByText(UNCHECKED)).toBeTruthy();
  backend.overrides.replay_rules = () => REPLAYED;
  await press('replay');
  expect(screen.queryByText(UNCHECKED)).toBeNull();
  await fireEvent.click(screen.getAllByRole('button', { name: 'Usuń nr 1' })[0]!);
  await settle(20);
  expect(screen.getByText(UNCHECKED)).toBeTruthy();
  await fireEvent.input(screen.getByLabelText('Powód zmiany'), { target: { value: 'Porządki.' } });
  await press('propose');
  expect(backend.calls.some(([name]) => name === 'propose_structure')).toBe(true);
});

test('a refusal of the office is shown in its words and the draft stays', async () => {
  const backend = await openOrganisation();
  backend.overrides.propose_structure = () => ({ outcome: 'refused', refusal: 'W międzyczasie ktoś zmienił organizację. Wczytaj ją na nowo i powtórz swoje zmiany.' });
  await fireEvent.click(screen.getAllByRole('button', { name: 'Usuń nr 1' })[0]!);
  await settle(20);
  await fireEvent.input(screen.getByLabelText('Powód zmiany'), { target: { value: 'Porządki.' } });
  await fireEvent.click(document.getElementById('propose')!);
  await settle(20);
  expect(screen.getByText(/W międzyczasie ktoś zmienił organizację/)).toBeTruthy();
  expect(screen.getByText('Zmienione reguły')).toBeTruthy();
});

test('a person is put into a team at once', async () => {
  const backend = await openOrganisation();
  await fireEvent.click(screen.getByLabelText('Ewa Terenowska: zespół pierwszego kontaktu'));
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'place_member')?.[1]).toEqual({ person: 'p1', teams: ['swiadczenia', 'pierwszy-kontakt'] });
});

test('who may not edit reads', async () => {
  const backend = new MemoryBackend(session(['head']));
  const { ORGANISATION } = await import('../test/organisation');
  backend.overrides.organisation = () => ({ ...ORGANISATION, may_edit: false });
  await openApp(backend);
  await fireEvent.click(document.getElementById('nav-organisation')!);
  await settle(20);
  expect(screen.getByText('Organizację zmienia kierownik. Tu możesz ją przeczytać.')).toBeTruthy();
  expect(document.getElementById('propose')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Usuń nr 1' })).toBeNull();
});

const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
async function press(id: string) {
  await fireEvent.click(document.getElementById(id)!);
  await settle(20);
}
async function pressNamed(name: RegExp) {
  await fireEvent.click(screen.getByRole('button', { name }));
  await settle(20);
}
const parametersOf = (backend: MemoryBackend) => asked(backend, 'examine_rules').draft.parameters;

test('a criterion that the council raised is typed with its resolution, and what the core says of it stands beside it', async () => {
  const backend = await openOrganisation();
  const parameters = screen.getByRole('region', { name: /^Ustalenia gminy/ });
  expect(within(parameters).getByText(/Liczy się kryterium ustawowe/)).toBeTruthy();
  expect(parameters.textContent?.replaceAll('\u00a0', ' ')).toContain('1 010,00 zł i 823,00 zł (Dz.U. 2024 poz. 1044, § 1)');
  await press('add-raised');
  await type('Osoba samotnie gospodarująca, w złotych', 'tysiąc');
  await type('Do kiedy włącznie', 'wkrótce');
  await press('keep-raised');
  expect(screen.getAllByText('Nie da się tego odczytać. Popraw wpis.').length).toBe(4);
  await type('Osoba samotnie gospodarująca, w złotych', '1 515');
  await type('Na osobę w rodzinie, w złotych', '1234,50');
  await type('Uchwała obowiązuje od', '1.03.2025');
  await type('Do kiedy włącznie', '');
  await press('keep-raised');
  expect(parametersOf(backend).criterion_raised).toEqual([{ single: 151_500, family: 123_450, since: '2025-03-01', until: null, resolution: '' }]);
  expect(within(parameters).getByText(/Wpisz numer i dzień uchwały/)).toBeTruthy();
  expect((document.getElementById('propose') as HTMLButtonElement).disabled).toBe(true);
  await pressNamed(/^Popraw\s*Kryterium podwyższone/);
  await type('Numer i dzień uchwały', 'uchwała nr XII/98/2025');
  await press('keep-raised');
  expect(within(parameters).getByText('uchwała nr XII/98/2025')).toBeTruthy();
  // It sends no interview elsewhere: there is nothing to try.
  expect(screen.queryByText(UNCHECKED)).toBeNull();
  expect((document.getElementById('propose') as HTMLButtonElement).disabled).toBe(false);
});

test('one resolution follows another, each is put right, ended or taken away by itself, the latest first', async () => {
  const backend = await openOrganisation();
  for (const [since, amount] of [['1.03.2025', '1500'], ['1.06.2026', '1600']] as const) {
    await press('add-raised');
    await type('Osoba samotnie gospodarująca, w złotych', amount);
    await type('Na osobę w rodzinie, w złotych', amount);
    await type('Uchwała obowiązuje od', since);
    await type('Numer i dzień uchwały', `uchwała z ${since}`);
    await press('keep-raised');
  }
  const list = within(screen.getByRole('list', { name: 'Kryterium podwyższone przez radę gminy' }));
  const days = () => list.getAllByRole('listitem').map((item) => (item as HTMLElement).dataset['since']);
  expect(days()).toEqual(['2026-06-01', '2025-03-01']);
  await pressNamed(/^Popraw\s*Kryterium podwyższone.*01\.03\.2025$/);
  await type('Osoba samotnie gospodarująca, w złotych', '1550');
  await type('Do kiedy włącznie', '31.12.2025');
  await press('keep-raised');
  expect(parametersOf(backend).criterion_raised.map((one) => [one.single, one.since, one.until])).toEqual([[155_000, '2025-03-01', '2025-12-31'], [160_000, '2026-06-01', null]]);
  expect(list.getAllByRole('listitem')[1]?.textContent?.replaceAll('\u00a0', ' ')).toContain('od 01.03.2025 do 31.12.2025');
  await pressNamed(/^Usuń\s*Kryterium podwyższone.*01\.06\.2026$/);
  expect(days()).toEqual(['2025-03-01']);
});

test('the least okresowy is raised in whole percent, beside the one of the act', async () => {
  const backend = await openOrganisation();
  const parameter = document.querySelector('[data-parameter="periodic"]');
  expect(parameter?.textContent?.replaceAll('\u00a0', ' ')).toContain('Najniższy według ustawy: 50 % różnicy');
  await press('add-periodic');
  await type('Ile procent różnicy, liczba całkowita', 'sześćdziesiąt');
  await type('Uchwała obowiązuje od', '1.03.2026');
  await type('Numer i dzień uchwały', 'uchwała nr 8');
  await press('keep-periodic');
  expect(screen.getByRole('dialog')).toBeTruthy();
  await type('Ile procent różnicy, liczba całkowita', '60');
  await press('keep-periodic');
  expect(parametersOf(backend).periodic_raised).toEqual([{ percent: 60, since: '2026-03-01', until: null, resolution: 'uchwała nr 8' }]);
  expect(parameter?.textContent?.replaceAll('\u00a0', ' ')).toContain('Nie mniej niż 60 % różnicy');
});

test('the practice with KRUS is dated, and a block of the draft amendment is switched by a box with its article beside it', async () => {
  const backend = await openOrganisation();
  expect(document.querySelector('[data-parameter="krus"]')?.textContent).toContain('Art. 8 ust. 3 pkt 2');
  await press('add-krus');
  await type('Przy wnioskach od', '1.01.2026');
  await press('keep-krus');
  const block = screen.getByLabelText('Nowe wywiady mają blok „Bezpieczeństwo małoletniego”') as HTMLInputElement;
  expect(block.checked).toBe(true);
  await fireEvent.click(block);
  await settle(20);
  expect(parametersOf(backend)).toMatchObject({ krus_deducted: [{ since: '2026-01-01', until: null }], without: ['child_safety'] });
});

test('the register begins with who may not read, and a new upoważnienie is checked before it is sent', async () => {
  const backend = await openOrganisation();
  const [register] = screen.getAllByRole('region', { name: 'Upoważnienia do danych' }) as [HTMLElement];
  const rows = within(register).getAllByRole('rowheader').map((head) => head.textContent);
  expect(rows).toEqual(['Paweł Biurowskiwygasło: nie ma dostępu', 'Marek Objazdowybez upoważnienia: nie ma dostępu', 'Ewa Terenowskaobowiązuje']);
  await fireEvent.click(within(register).getByRole('button', { name: 'Zmień: Paweł Biurowski' }));
  await settle(20);
  const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
  await type('Numer upoważnienia', '31/2026');
  await type('Pierwszy dzień', '1.12.2026');
  await type('Ostatni dzień', '30.11.2026');
  await fireEvent.click(document.getElementById('authorise')!);
  expect(screen.getByText('Ostatni dzień jest przed pierwszym.')).toBeTruthy();
  expect(backend.calls.some(([name]) => name === 'authorise')).toBe(false);
  await type('Ostatni dzień', '');
  await fireEvent.click(document.getElementById('authorise')!);
  await settle(20);
  expect(backend.calls.find(([name]) => name === 'authorise')?.[1]).toEqual({ person: 'p2', authorisation: { number: '31/2026', from: '2026-12-01', until: null, secrecy: '2025-01-01' } });
});
