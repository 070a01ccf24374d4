/** An invented merge desk: thirty answers that two people wrote differently. It knows no rule. */
import type { ConflictView, DecisionInput, DeskView } from '../backend/types';
import { ROOT, TERM } from './fixtures';

export const CONFLICT: ConflictView = {
  record: ROOT, field: 'phone', category: 1, section: 'A', section_title: 'Osoba', whose: '', label: 'telefon', base: { text: '000 000 100', value: '000 000 100', author: 'Ewa Terenowska', device: { here: false, number: 3 }, at: '2026-11-20T09:30:00' },
  values: [
    { id: 'e:1', text: '000 000 101', value: '000 000 101', author: 'Ewa Terenowska', device: { here: true, number: 1 }, at: '2026-11-21T14:05:00', mine: true, undone: false, reason: '', segments: [] },
    { id: 'm:1', text: '000 000 110', value: '000 000 110', author: 'Marek Objazdowy', device: { here: false, number: 2 }, at: '2026-11-21T16:40:00', mine: false, undone: false, reason: '', segments: [] },
  ],
  combined: [], reopened: [], may_decide: true, partial: false,
  fields: [{ id: 'phone', label: 'telefon', hint: null, kind: 'phone', options: [], max_length: null, required: false, computed: false, overridable: false }],
};

const [mine, theirs] = CONFLICT.values;

/** The n-th answer of the desk; one is a long text, one a choice of several. */
function conflict(place: number): ConflictView {
  const one = { ...CONFLICT, field: `field_${place}`, label: `Pytanie ${place}` };
  if (!mine || !theirs) return one;
  if (place === 3) {
    return {
      ...one, base: { text: 'Dwa pokoje.', value: 'Dwa pokoje.', author: 'Ewa Terenowska', device: { here: false, number: 3 }, at: '2026-11-20T09:30:00' },
      values: [mine, { ...theirs, text: 'Trzy pokoje.', value: 'Trzy pokoje.', segments: [{ kind: 'removed', text: 'Dwa' }, { kind: 'added', text: 'Trzy' }, { kind: 'same', text: ' pokoje.' }] }],
    };
  }
  if (place === 4) {
    return { ...one, values: [{ ...mine, text: 'prąd', value: ['prąd'] }, { ...theirs, text: 'gaz', value: ['gaz'] }], combined: [{ how: 'union', text: 'prąd; gaz', value: ['prąd', 'gaz'] }, { how: 'intersection', text: '', value: [] }] };
  }
  return one;
}

export const DESK: DeskView = {
  case: 'c4', document: ROOT, name: 'Nibylska Leokadia', form_title: 'Część I', term: TERM, twins: [], merged: [], decisions: [], reasons: [], sealed: false,
  conflicts: Array.from({ length: 30 }, (_, place) => conflict(place + 1)),
};

export function decided(desk: DeskView, decision: DecisionInput): DeskView {
  const made = desk.conflicts.find((one) => one.field === decision.field);
  return {
    ...desk, conflicts: desk.conflicts.filter((one) => one !== made), reasons: [decision.reason, ...desk.reasons.filter((reason) => reason !== decision.reason)],
    decisions: [{
      id: `d-${decision.field}`, record: decision.record, field: decision.field, section: 'A', whose: '', label: made?.label ?? '', choice: 'one', text: JSON.stringify(decision.value), over: [],
      author: 'Ewa Terenowska', device: { here: true, number: 1 }, at: '2026-11-22T10:00:00', reason: decision.reason, undone: [], written_over: false, may_undo: true,
    }, ...desk.decisions],
  };
}

export function undone(desk: DeskView, id: string, reason: string): DeskView {
  const taken = desk.decisions.find((one) => one.id === id);
  const again = { ...CONFLICT, field: taken?.field ?? '', label: taken?.label ?? '', reopened: [{ author: 'Ewa Terenowska', at: '2026-11-22T10:05:00', reason }] };
  return { ...desk, conflicts: [again, ...desk.conflicts], decisions: desk.decisions.map((one) => (one === taken ? { ...one, may_undo: false, undone: again.reopened } : one)) };
}
