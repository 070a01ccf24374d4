/** The development page: the real screens over invented data. `?as=field|team|first|assistant|inspector|merging|practice|locked` or `complete`, `sealed`, `correction`, `head`, `joined`, chooses the seat or the state of the interview, `&plan=agreed|none` the state of a family's plan, `&lease=warned|ended|withdrawn|ends|unauthorised` for how long the laptop is read. */
import { mount } from 'svelte';

import App from '../shell/App.svelte';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/controls.css';
import { FAMILY } from './alike';
import { ASSISTANCE, ASSISTANTS, COORDINATORS, REQUESTED } from './assistance';
import { AGREED_PLAN, NO_PLAN, PLAN } from './family-plan';
import { HAND_OVERS, INTERVIEWS, ROOT, session, VISITS } from './fixtures';
import type { ReturnView } from '../backend/types';
import { BROKEN } from './log';
import { MemoryBackend } from './memory';
import { INCOMING } from './partners';
import { PINS, standing } from './standing';
import { AGENDA, FAMILY_AGENDA } from './terms';

const asked = new URLSearchParams(location.search);
const seat = asked.get('as') ?? 'field';
const seats = { field: session(), team: session(['team']), first: session(['first_contact']), head: session(['team', 'head', 'access_log']), inspector: session(['access_log']), assistant: session(['assistance']), merging: session(['merging']), practice: session(['field'], true), all: session(['field', 'first_contact', 'team']), locked: null };
const backend = new MemoryBackend(seat in seats ? seats[seat as keyof typeof seats] : session());
const lease = asked.get('lease');
if (lease) backend.lease = { state: lease === 'warned' ? 'warned' : lease === 'ends' || lease === 'unauthorised' ? 'running' : 'ended', withdrawn: lease === 'withdrawn', days: 14, days_left: lease === 'warned' ? 3 : 0, open_visit: lease === 'withdrawn' ? null : ROOT, authorisation: lease === 'ends' || lease === 'unauthorised' ? { number: '12/2026', from: '2026-02-01', until: lease === 'ends' ? '2026-11-30' : '2026-11-21', stand: lease === 'ends' ? 'ends' : 'ended', days_left: lease === 'ends' ? 8 : 0 } : null };
backend.hand_overs = structuredClone(HAND_OVERS);
backend.partner_file = { what: 'case', incoming: INCOMING };
if (seat === 'field') backend.assistance = { ...ASSISTANCE, may_request: true };
if (seat === 'head') backend.assistance = { ...ASSISTANCE, assistants: ASSISTANTS, coordinators: COORDINATORS, assistances: [{ ...REQUESTED, waits_for: null, may_assign: true, may_coordinate: true }] };
if (seat === 'head') backend.broken = BROKEN;
if (seat === 'head') backend.agenda = { ...AGENDA, assistants: [{ name: 'Beata Asystująca', late: 2, near: 3 }, { name: 'Celina Wspierająca', late: 0, near: 1 }] };
if (seat === 'head') backend.log = { ...backend.log, settles: true };
if (seat === 'assistant') {
  backend.agenda = FAMILY_AGENDA;
  backend.plan = { agreed: AGREED_PLAN, none: NO_PLAN }[asked.get('plan') ?? ''] ?? PLAN;
  const consent = { given: true, on: '2026-02-27', by: 'Ewa Terenowska' };
  const assigned = [{ assistant: 'Beata Asystująca', by: 'Anna Kierownicza', at: '2026-03-02T09:00:00' }];
  backend.assistance = { ...ASSISTANCE, assistances: [{ ...REQUESTED, analysis: '', consent, assigned, assistant: 'Beata Asystująca', waits_for: null, may_record_consent: true, may_end: true }] };
}
if (seat === 'joined') {
  backend.family = FAMILY;
  for (const one of [...VISITS, ...INTERVIEWS]) one.joined = ['T-2026-000020'];
}
if (seat === 'complete' || seat === 'sealed') {
  const root = backend.records[0];
  if (root) Object.assign(root.answers, { report_date: '2026-11-03', interview_date: '2026-11-12', interviewer: 'Ewa Terenowska', diagnosis: 'Opis.' });
  backend.view = { conflicts: [], seal: seat === 'sealed' ? { sygnatura: '7K3QD9XW2MB4TZ8RVN5X', sha256: 'ab'.repeat(32), approved_at: '2026-11-22T09:41:00', by: 'Ewa Terenowska' } : null };
}
const sealed = { sygnatura: '7K3QD9XW2MB4TZ8RVN5X', sha256: 'ab'.repeat(32), approved_at: '2026-11-22T09:41:00', by: 'Ewa Terenowska' };
if (seat === 'correction') {
  const pins = PINS.map((pin) => ({ ...pin, at: { record: backend.records[0]?.id ?? '', field: pin.pin === 'pin1' ? 'first_name' : 'phone' } }));
  backend.view = { conflicts: [], correction: { document: 'd0', number: 1, reason: '' }, pins };
  backend.pins = pins;
}
if (seat === 'head' || seat === 'sealed') {
  const returned: ReturnView = { id: 'r1', version: 1, round: 1, team_name: 'Zespół świadczeń', by: 'Paweł Biurowski', at: '2026-11-20T10:00:00', pins: PINS, withheld: 0, settled: false, may_withdraw: seat === 'head', taken_back: null };
  const first = standing().versions.map((one) => ({ ...one, valid: false }));
  const second = standing().versions.map((one) => ({ ...one, document: 'd7', number: 2, cause: 'returned' as const, approvals: one.approvals.flatMap((approval) => [approval, { ...approval, seal: 's2', sygnatura: '9XW2M-7K3QD-B4TZ8-RVN51', valid: false, may_name: seat === 'head', by: 'Marek Objazdowy' }]) }));
  backend.standing = standing({
    versions: [...first, ...second], returns: [returned], plan: { approved_by: null, approved_at: null, earlier: 1, may_approve: seat === 'head' }, may_name: seat === 'head',
    may_correct: seat === 'sealed', returned: seat === 'sealed', may_return: seat === 'head' ? [{ id: 'kierownik', name: 'Kierownik' }] : [], may_record_statement: seat === 'sealed',
  });
  if (seat === 'sealed') backend.view = { ...backend.view, seal: sealed };
}
const target = document.getElementById('app');
if (target) mount(App, { target, props: { backend } });
