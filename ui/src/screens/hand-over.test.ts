import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { HAND_OVERS, session } from '../test/fixtures';
import { MemoryBackend } from '../test/memory';
import { openApp, settle } from '../test/render';

const backendOf = (...seats: Parameters<typeof session>[0] & string[]) => {
  const backend = new MemoryBackend(session(seats));
  backend.hand_overs = structuredClone(HAND_OVERS);
  return backend;
};
const key = (target: Element, code: string) => fireEvent.keyDown(target, { code, key: code.slice(3).toLowerCase() });
const called = (backend: MemoryBackend, name: string) => backend.calls.filter(([known]) => known === name).map(([, args]) => args);

test('what was passed here stands above the inbox with its state in words, who and when', async () => {
  await openApp(backendOf('team'));
  const passed = document.querySelector('[data-hand-over="h1"]');
  expect(passed?.textContent).toContain('wysłane');
  expect(passed?.textContent).toContain('Powód: Rodzina chce pracować nad długami.');
  expect(passed?.textContent).toContain('Paweł Biurowski');
  expect(document.querySelector('[data-hand-over="h3"]')?.textContent).toContain('Powód odmowy: Nie prowadzimy tej rodziny.');
  expect(document.querySelector('[data-hand-over="h3"]')?.textContent).toContain('część poza Twoim upoważnieniem');
  expect(document.querySelector('[data-hand-over="h2"]')?.textContent).toContain('przyjęto: Ewa Terenowska');
  expect(document.querySelector('[data-hand-over="h2"]')?.textContent).toContain('do sprawy przyjęte przez: Anna Kierownicka');
});

test('a matter is accepted with one key, and refused only with a reason', async () => {
  const backend = await openApp(backendOf('team'));
  const passed = document.querySelector('[data-hand-over="h1"]')!;
  await key(passed, 'KeyN');
  await settle(20);
  await fireEvent.click(screen.getByRole('button', { name: 'Odmów z tym powodem' }));
  await settle(20);
  expect(called(backend, 'answer_hand_over')).toEqual([]);
  const reason = screen.getByLabelText('Dlaczego nie');
  await key(reason, 'KeyT');
  expect(called(backend, 'answer_hand_over')).toEqual([]);
  await fireEvent.click(screen.getAllByRole('button', { name: 'Anuluj' })[0]!);
  await key(passed, 'KeyT');
  await settle(20);
  expect(called(backend, 'answer_hand_over')).toEqual([{ case: 'c8', hand_over: 'h1', state: 'accepted', reason: '' }]);
  expect(passed.textContent).toContain('przyjęte');
  expect(passed.textContent).toContain('czeka na ośrodek');
});

test('a matter is passed on by keyboard to a team, with a reason and what it speaks of', async () => {
  const backend = await openApp(backendOf('team'));
  await key(document.querySelector('[data-case="c6"]')!, 'KeyP');
  await settle(50);
  await fireEvent.click(screen.getByRole('button', { name: 'Przekaż' }));
  await settle(20);
  expect(called(backend, 'pass_on')).toEqual([]);
  expect(screen.getByText('Wybierz, do kogo.')).toBeTruthy();
  await fireEvent.click(screen.getByLabelText('Zespół usług'));
  await fireEvent.input(screen.getByLabelText('Powód'), { target: { value: 'Potrzebne usługi.' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Przekaż' }));
  await settle(50);
  expect(called(backend, 'pass_on')).toEqual([{
    passed: {
      case: 'c6', document: 'd6', kind: 'hand_over', from_team: 'konstancin-swiadczenia', to_team: 'konstancin-uslugi', to_person: null, reason: 'Potrzebne usługi.', speaks_of_violence: false,
    },
  }]);
});

test('one key from the inbox tells where the case is, and Escape comes back', async () => {
  await openApp(backendOf('team'));
  await key(document.querySelector('[data-case="c6"]')!, 'KeyG');
  await settle(50);
  expect(screen.getByRole('heading', { name: /Gdzie jest ta sprawa/ })).toBeTruthy();
  expect(document.querySelector('[data-now="in-team"]')?.textContent).toContain('Prowadzi ją Iga Biurowska (Zespół świadczeń)');
  expect([...document.querySelectorAll('[data-what]')].map((line) => line.getAttribute('data-what')).slice(0, 2)).toEqual(['passed-on', 'taken']);
  expect(screen.getByText(/poza Twoim upoważnieniem: notatki z pracy socjalnej/)).toBeTruthy();
  await fireEvent.keyDown(window, { key: 'Escape', code: 'Escape' });
  await settle(20);
  expect(screen.getByRole('heading', { name: /Skrzynka zespołu/ })).toBeTruthy();
});

test('the head divides a caseload and gives a reason before anything goes', async () => {
  const backend = await openApp(backendOf('team', 'head'));
  await fireEvent.click(document.getElementById('nav-caseload')!);
  await settle(50);
  const whose = screen.getByLabelText('Czyje sprawy');
  await fireEvent.focus(whose);
  await fireEvent.input(whose, { target: { value: 'Marek' } });
  await settle(50);
  await fireEvent.keyDown(whose, { key: 'ArrowDown', code: 'ArrowDown' });
  await fireEvent.keyDown(whose, { key: 'Enter', code: 'Enter' });
  await settle(50);
  expect(screen.getByText(/2 sprawy/)).toBeTruthy();
  await fireEvent.change(screen.getByLabelText('Wszystkie jednej osobie'), { target: { value: 'u1' } });
  await fireEvent.change(screen.getByLabelText('Kto przejmuje: T-2026-000019'), { target: { value: 'u3' } });
  await fireEvent.click(document.getElementById('hand-over-caseload')!);
  await settle(20);
  expect(called(backend, 'hand_over_caseload')).toEqual([]);
  await fireEvent.input(screen.getByLabelText('Powód'), { target: { value: 'Zwolnienie lekarskie.' } });
  await fireEvent.click(document.getElementById('hand-over-caseload')!);
  await settle(50);
  expect(called(backend, 'hand_over_caseload')).toEqual([{ person: 'u2', shares: [{ case: 'c1', to: 'u1' }, { case: 'c2', to: 'u3' }], reason: 'Zwolnienie lekarskie.' }]);
  expect(screen.getByText(/Sprawy przekazane/)).toBeTruthy();
});

test('services found while filling the interview pass the case on from the interview itself', async () => {
  const backend = backendOf('field');
  await openApp(backend);
  await fireEvent.click(document.querySelector('[data-case] button, #start-next') ?? screen.getAllByRole('button', { name: /Zacznij|Rozpocznij|Kontynuuj|Dokończ/ })[0]!);
  await settle(50);
  await fireEvent.click(screen.getAllByRole('button', { name: /Podsumowanie/ })[0]!);
  await settle(50);
  await fireEvent.click(document.getElementById('pass-out')!);
  await settle(50);
  expect((screen.getByLabelText(/potrzebne są usługi/) as HTMLInputElement).checked).toBe(true);
  await fireEvent.click(screen.getByLabelText('Zespół usług'));
  await fireEvent.input(screen.getByLabelText('Powód'), { target: { value: 'Nie radzi sobie z myciem.' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Przekaż' }));
  await settle(50);
  expect(called(backend, 'pass_on')[0]).toMatchObject({ passed: { case: 'c4', document: null, kind: 'services_found', from_team: null, to_team: 'konstancin-uslugi' } });
});
