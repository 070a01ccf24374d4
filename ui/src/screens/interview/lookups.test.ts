import { expect, test } from 'vitest';

import type { FieldView, FindingView, RecordView } from '../../backend/types';
import { CHILD, FORM, INCOME, MEMBER, records, ROOT } from '../../test/fixtures';
import { groupsOf, inOrder, lookupsOf, nameOf, recordsOf, skippingOf } from './lookups';

const finding = (change: Partial<FindingView>): FindingView => ({ section: 'A', record: ROOT, field: 'pesel', column: null, severity: 'note', rule: 'r', text: 't', ...change });
const held = records();
const root = held[0] as RecordView;
const member = held[1] as RecordView;

test('members hang on the interview, incomes on their member', () => {
  expect(recordsOf(held, 'member', root).map((record) => record.id)).toEqual([MEMBER, CHILD]);
  expect(recordsOf(held, 'income', member).map((record) => record.id)).toEqual([INCOME]);
  expect(recordsOf(held, 'income', root)).toEqual([]);
});

test('a finding about a column is found at its cell', () => {
  const lookups = lookupsOf({ unasked: [], computed: [], findings: [finding({ record: INCOME, field: 'row', column: 'gross' })], sections: [], complete: false });
  expect(lookups.findings.get(`${INCOME}/gross`)?.length).toBe(1);
  expect(lookups.findings.get(`${INCOME}/row`)).toBeUndefined();
});

test('errors come before warnings and notes, each as the form runs', () => {
  const order = inOrder([finding({ severity: 'note' }), finding({ severity: 'error', section: 'J' }), finding({ severity: 'error', section: 'A' }), finding({ severity: 'warning' })], FORM);
  expect(order.map((one) => one.severity + one.section)).toEqual(['errorA', 'errorJ', 'warningA', 'noteA']);
});

test('a name is the own one, else the computed one', () => {
  expect(nameOf(member)).toBe('Leokadia Nibylska');
  const lookups = lookupsOf({ unasked: [], computed: [{ record: 'x', field: 'member_first_name', value: 'Ewa', text: 'Ewa' }], findings: [], sections: [], complete: false });
  expect(nameOf({ id: 'x', kind: 'member', parent: null, order: 0, answers: {} }, lookups)).toBe('Ewa');
});

test('a skipped segment carries its words, an answered one none', () => {
  const d = FORM.sections.find((section) => section.id === 'D');
  const b = FORM.sections.find((section) => section.id === 'B');
  expect(d && skippingOf(d, root)).toEqual({ decision: 'nie dotyczy', reason: 'Osoba samotna na emeryturze.' });
  expect(b && skippingOf(b, root)).toBeNull();
});

test('fields under one title stand together; a lone one keeps its whole label', () => {
  const field = (label: string) => ({ id: label, label }) as FieldView;
  const groups = groupsOf([field('Imię'), field('Adres – ulica'), field('Adres – nr domu'), field('Mieszkanie – jakie')]);
  expect(groups.map((group) => [group.title, group.fields.map((one) => one.label)])).toEqual([
    [null, ['Imię']],
    ['Adres', ['ulica', 'nr domu']],
    [null, ['Mieszkanie – jakie']],
  ]);
});
