import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { CommandName } from '../backend';
import type { Seat } from '../backend/types';
import { ROOT, session } from '../test/fixtures';
import { MemoryBackend, problem } from '../test/memory';
import { openApp, press, settle } from '../test/render';

async function click(found: Element | null | undefined) {
  await fireEvent.click(found!);
  await settle(50);
}
const by = (id: string) => click(document.getElementById(id));
const named = (name: RegExp) => click(screen.getAllByRole('button', { name })[0]);
const sealing = { conflicts: [] };
const updated = { update: { of: 'd1', carried: [], sections: [], from: { approved_at: '2026-05-22T09:00:00', by: 'Ewa Terenowska' } } };

test.each<[string, Seat, CommandName, () => Promise<void>, object?]>([
  ['a case is looked for', 'field', 'search', async () => { await fireEvent.input(document.querySelector('[name=search]')!, { target: { value: 'nibyl' } }); await settle(300); }],
  ['a failed visit is written down', 'field', 'record_attempt', async () => { await click(screen.getAllByText('Wizyta się nie odbyła')[0]); await click(screen.getByLabelText('Nikogo nie zastano')); await by('attempt-save'); }],
  ['a visit without a report is opened', 'field', 'open_unregistered', async () => {
    await by('open-unregistered');
    await fireEvent.input(screen.getByLabelText('Nazwisko'), { target: { value: 'Nibylska' } });
    await fireEvent.submit(document.getElementById('unregistered')!);
  }],
  ['a purpose is chosen', 'field', 'purposes', () => named(/inny cel/i)],
  ['an interview is shared', 'field', 'share', async () => { await press('Ctrl+End'); await by('share'); await by('share-yes'); }, {}],
  ['an interview is looked over before the approval', 'field', 'review', async () => { await press('Ctrl+End'); await by('approve'); }, sealing],
  ['an interview is approved', 'field', 'approve', async () => { await press('Ctrl+End'); await by('approve'); await by('approve-yes'); }, sealing],
  ['what changed since the last interview is read', 'field', 'changes', () => click(document.querySelector('[data-section="changes"]')), updated],
  ['a file for the courier is written', 'field', 'courier_write', async () => { await by('nav-sync'); await by('courier-write'); }],
  ['a file of the courier is read', 'field', 'courier_read', async () => { await by('nav-sync'); await by('courier-read'); }],
  ['the history of an answer is read at the merge desk', 'merging', 'answer_history', async () => { await named(/^Rozstrzygam/); await press('KeyH'); }],
  ['the differences of a correction are read', 'team', 'corrections', () => named(/^Czytaj wywiad/)],
  ['a report is being written', 'first_contact', 'preview_entry', async () => { await click(screen.getByLabelText('zasiłek celowy')); await settle(300); }],
])('when %s and the core has locked itself, the person is at the unlock screen', async (_, seat, command, act, view) => {
  const backend = new MemoryBackend({ ...session([seat]), place: view ? { document: ROOT, section: 'A', record: ROOT, field: 'first_name' } : null });
  backend.view = view ?? {};
  if (view === sealing) for (const field of ['report_date', 'interview_date', 'interviewer', 'diagnosis']) await backend.call('save_answer', { document: ROOT, record: ROOT, field, value: 'x' });
  await openApp(backend);
  backend.failing.set(command, problem('locked'));
  await act();
  await settle(50);
  expect(backend.calls.some(([name]) => name === command)).toBe(true);
  expect(screen.getByText(/^Ekran zablokowany/)).toBeTruthy();
});
