/** The development page: the real screens over invented data. `?as=field|team|first|practice|locked` or `complete`, `sealed`, chooses the seat or the state of the interview. */
import { mount } from 'svelte';

import App from '../shell/App.svelte';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/controls.css';
import { session } from './fixtures';
import { MemoryBackend } from './memory';

const seat = new URLSearchParams(location.search).get('as') ?? 'field';
const seats = { field: session(), team: session(['team']), first: session(['first_contact']), head: session(['head']), practice: session(['field'], true), all: session(['field', 'first_contact', 'team']), locked: null };
const backend = new MemoryBackend(seat in seats ? seats[seat as keyof typeof seats] : session());
if (seat === 'complete' || seat === 'sealed') {
  const root = backend.records[0];
  if (root) Object.assign(root.answers, { report_date: '2026-11-03', interview_date: '2026-11-12', interviewer: 'Ewa Terenowska', diagnosis: 'Opis.' });
  backend.view = { conflicts: [], seal: seat === 'sealed' ? { sygnatura: '7K3QD9XW2MB4TZ8RVN5X', sha256: 'ab'.repeat(32), approved_at: '2026-11-22T09:41:00', by: 'Ewa Terenowska' } : null };
}
const target = document.getElementById('app');
if (target) mount(App, { target, props: { backend } });
