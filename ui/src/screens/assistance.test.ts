import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { ASSISTANCE, ASSISTANTS, COORDINATORS, REQUESTED } from '../test/assistance';
import { session } from '../test/fixtures';
import { MemoryBackend } from '../test/memory';
import { openApp, settle } from '../test/render';

const said = (backend: MemoryBackend, command: string) => backend.calls.filter(([name]) => name === command).map(([, args]) => args);
const click = async (id: string) => { await fireEvent.click(document.getElementById(id)!); await settle(50); };

test('a worker asks for an asystent with her analysis, and what the family said may come later', async () => {
  const backend = new MemoryBackend();
  backend.assistance = { ...ASSISTANCE, may_request: true };
  await openApp(backend);
  await fireEvent.click(screen.getAllByRole('button', { name: /^Gdzie jest ta sprawa/ })[0]!);
  await settle(50);
  await click('request-assistance');
  const save = () => document.getElementById('request-save') as HTMLButtonElement;
  expect(save().disabled).toBe(true);
  await fireEvent.input(screen.getByLabelText('Analiza sytuacji rodziny'), { target: { value: 'Trudności w opiece.' } });
  expect(save().disabled).toBe(true);
  await fireEvent.click(screen.getByLabelText('Jeszcze nie wiadomo'));
  await settle(20);
  expect(screen.queryByLabelText('Data na papierze')).toBeNull();
  await click('request-save');
  expect(said(backend, 'request_assistance')).toMatchObject([{ request: { analysis: 'Trudności w opiece.', obligatory: false, consent: null } }]);
});

test('the head sees each load against fifteen, and the sixteenth family cannot be given', async () => {
  const backend = new MemoryBackend(session(['head', 'team']));
  backend.assistance = { ...ASSISTANCE, assistants: ASSISTANTS, assistances: [{ ...REQUESTED, waits_for: null, may_assign: true }] };
  await openApp(backend);
  await click('nav-inbox');
  const request = within(document.querySelector<HTMLElement>('[data-request="as1"]')!);
  expect(request.getByText(/Wniosek czeka na zgodę rodziny/)).toBeTruthy();
  await fireEvent.click(request.getByRole('button', { name: 'Zobacz wniosek: Apolonia Urojona' }));
  await settle(50);
  expect(screen.getByText('Trudności w opiece po wyprowadzce ojca.')).toBeTruthy();
  await click('assign-assistant');
  const save = () => document.getElementById('assign-save') as HTMLButtonElement;
  await fireEvent.click(screen.getByLabelText('Celina Wspierająca: 15 rodzin z 15, limit osiągnięty'));
  await settle(20);
  expect(screen.getByText(/Szesnastej rodziny ustawa nie pozwala przydzielić/)).toBeTruthy();
  expect(save().disabled).toBe(true);
  await fireEvent.click(screen.getByLabelText('Beata Asystująca: 13 rodzin z 15, blisko limitu'));
  await settle(20);
  await click('assign-save');
  expect(said(backend, 'assign_assistant')).toEqual([{ case: 'c6', record: 'as1', assistant: 'p-b' }]);
});

test('a refusal of the office is read where the asystent was chosen', async () => {
  const backend = new MemoryBackend(session(['head', 'team']));
  backend.assistance = { ...ASSISTANCE, assistants: ASSISTANTS, assistances: [{ ...REQUESTED, waits_for: null, may_assign: true }] };
  backend.overrides.assign_assistant = () => ({ decision: { outcome: 'refused', refusal: 'Asystent ma już 15 rodzin.' }, view: backend.assistance });
  await openApp(backend);
  await click('nav-inbox');
  await fireEvent.click(screen.getByRole('button', { name: 'Zobacz wniosek: Apolonia Urojona' }));
  await settle(50);
  await click('assign-assistant');
  await fireEvent.click(screen.getByLabelText(/^Beata Asystująca/));
  await click('assign-save');
  expect(within(screen.getByRole('alert')).getByText('Asystent ma już 15 rodzin.')).toBeTruthy();
});

test('the first screen of an asystent is her families with her load, and the work with one is ended with a reason', async () => {
  const backend = new MemoryBackend(session(['assistance']));
  backend.assistance = { ...ASSISTANCE, assistances: [{ ...REQUESTED, assistant: 'Beata Asystująca', waits_for: null, may_end: true }] };
  await openApp(backend);
  expect(screen.getByRole('heading', { name: 'Moje rodziny' })).toBeTruthy();
  expect(screen.getByText('13 rodzin z 15. Blisko limitu z ustawy')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Sprawa: Urojona Apolonia' }));
  await settle(50);
  await click('end-assistance');
  await fireEvent.input(screen.getByLabelText('Od kiedy'), { target: { value: '23.11.2026' } });
  await fireEvent.click(screen.getByLabelText('cele osiągnięte'));
  await click('end-assistance-save');
  expect(said(backend, 'end_assistance')).toEqual([{ case: 'c1', record: 'as1', end: { on: '2026-11-23', reason: 'goals_reached', monitored_until: null } }]);
});

test('the head gives the plan to a koordynator of foster care, and takes it back', async () => {
  const backend = new MemoryBackend(session(['head', 'team']));
  const one = { ...REQUESTED, waits_for: null, assistant: 'Beata Asystująca', may_coordinate: true };
  const coordinated = [{ coordinator: 'Kora Koordynująca', by: 'Anna Kierownicza', at: '2026-11-20T10:00:00', ended_at: null }];
  const given = { ...ASSISTANCE, coordinators: COORDINATORS, assistances: [{ ...one, coordinator: 'Kora Koordynująca', coordinated }] };
  backend.assistance = { ...given, assistances: [one] };
  backend.overrides.assign_coordinator = () => ({ decision: { outcome: 'accepted', refusal: null }, view: given });
  await openApp(backend);
  await click('nav-inbox');
  await fireEvent.click(screen.getByRole('button', { name: 'Zobacz wniosek: Apolonia Urojona' }));
  await settle(50);
  await click('coordinate');
  expect((document.getElementById('coordinate-save') as HTMLButtonElement).disabled).toBe(true);
  expect(screen.queryByLabelText(/^Nikt/)).toBeNull();
  await fireEvent.click(screen.getByLabelText('Kora Koordynująca'));
  await click('coordinate-save');
  expect(screen.getByText(/^Koordynator: Kora Koordynująca/)).toBeTruthy();
  await click('coordinate');
  expect(screen.queryByLabelText('Kora Koordynująca')).toBeNull();
  await fireEvent.click(screen.getByLabelText(/^Nikt/));
  await click('coordinate-save');
  expect(said(backend, 'assign_coordinator')).toEqual([{ case: 'c6', record: 'as1', coordinator: 'p-k' }, { case: 'c6', record: 'as1', coordinator: null }]);
});
