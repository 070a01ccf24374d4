import type { ComparedKind, ConditionDraft, EntryDraft, RuleDraft, RuleFieldView, SpanDraft, TestDraft, UnitDraft } from '../../backend/types';
import { t } from '../../i18n';
import { shortDate } from '../../i18n/format';

export const newUnit = (): UnitDraft => ({ id: '', name: '', kind: 'social-work', tasks: '', takes: [], conducts_proceedings: false, coordinator: null, source: 'centre', note: null });
export const newRule = (): RuleDraft => ({
  id: '', when: [], all: [], any: [], term_days: null, urgent: false, teams: [], when_pl: '', reason_pl: '', source: 'centre', basis: '', assumption: null, note: null,
});
export const newEntry = (team: string): EntryDraft => ({ any: [], only: [], default: false, team, source: 'centre', reason_pl: '' });

/** The comparisons that a kind of field offers, the usual one first. */
export const TESTS: Record<ComparedKind, TestDraft['is'][]> = {
  yes_no: ['yes', 'no'],
  choice: ['one_of', 'none_of'],
  multi_choice: ['one_of', 'none_of'],
  number: ['at_least', 'at_most'],
  date: ['since', 'until'],
};

/** A comparison of this sort with nothing to compare to yet, keeping what the earlier one had. */
export function testOf(is: TestDraft['is'], field: RuleFieldView, earlier: TestDraft | null): TestDraft {
  const words = earlier && 'words' in earlier ? earlier.words : [];
  const number = earlier && 'number' in earlier ? earlier.number : 1;
  const date = earlier && 'date' in earlier ? earlier.date : new Date().toISOString().slice(0, 10);
  if (is === 'yes' || is === 'no') return { is };
  if (is === 'one_of' || is === 'none_of') return { is, words };
  if (is === 'at_least' || is === 'at_most') return { is, number, unit: field.unit };
  return { is, date };
}

export function newCondition(field: RuleFieldView): ConditionDraft {
  const [is] = TESTS[field.kind];
  return { field: field.id, label_pl: field.label, test: testOf(is ?? 'yes', field, null) };
}

/** Moves an entry of a list by one place; at the edge it stays. */
export function move<T>(list: T[], place: number, by: 1 | -1): number {
  const to = place + by;
  const [moved] = to >= 0 && to < list.length ? list.splice(place, 1) : [];
  if (moved === undefined) return place;
  list.splice(to, 0, moved);
  return to;
}

/** „od 1.03.2025”, or also until when. */
export function spanText({ since, until }: SpanDraft): string {
  return until ? t('organisation-dated-from-to', { since: shortDate(since), until: shortDate(until) }) : t('organisation-dated-from', { since: shortDate(since) });
}
