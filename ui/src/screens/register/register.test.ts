import { expect, test } from 'vitest';

import { bornOf, faultsOf, newDraft, readTime, reportOf, tellsEnough } from './draft';
import { proposedFirst } from './workers';

test('a report is received now unless the hand says otherwise', () => {
  const draft = newDraft('2026-11-22T14:32');
  expect(draft.receivedDate).toBe('22.11.2026');
  expect(reportOf(draft).received).toBe('2026-11-22T14:32');
  draft.receivedDate = '20 listopada 2026';
  draft.receivedTime = '9.05';
  draft.applicationDate = '21.11.2026';
  expect(reportOf(draft)).toMatchObject({ received: '2026-11-20T09:05', application_date: '2026-11-21' });
});

test('a date that does not read crosses as typed, for the core to answer', () => {
  const draft = { ...newDraft('2026-11-22T14:32'), receivedDate: 'wczoraj' };
  expect(reportOf(draft).received).toBe('wczorajT14:32');
});

test.each([['9.30', '09:30'], ['930', '09:30'], ['14:05', '14:05'], ['', '00:00'], ['rano', null], ['25:00', null], ['9.5', null]])('the hour „%s” reads %s', (typed, time) => expect(readTime(typed)).toBe(time));

test('an hour that does not read never becomes midnight', () => {
  const draft = { ...newDraft('2026-11-22T14:32'), receivedTime: 'rano' };
  expect(reportOf(draft).received).toBe('2026-11-22Trano');
  expect(faultsOf(draft)).toEqual(['last_name', 'received_date']);
  expect(tellsEnough({ ...draft, report: { ...draft.report, flags: ['bezdomność'] } })).toBe(false);
});

test('what was written of a reporter does not leave when the family reports for itself', () => {
  const draft = newDraft('2026-11-22T14:32');
  Object.assign(draft.report, { reporter_kind: 'osoba zainteresowana', reporter_name: 'Sąsiad', reporter_consents: true });
  expect(reportOf(draft)).toMatchObject({ reporter_name: '', reporter_consents: false });
});

test('workers of the proposed team come first, the less busy before the busier', () => {
  const worker = (name: string, team: string, open_visits: number) => ({ person: name, name, team, open_visits });
  const order = proposedFirst([worker('Zofia', 'b', 0), worker('Adam', 'a', 5), worker('Ewa', 'a', 1)], 'a');
  expect(order.map((one) => one.name)).toEqual(['Ewa', 'Adam', 'Zofia']);
});

test('a report of a family that has a case crosses with the case alone, whatever was typed before it was found', () => {
  const draft = newDraft('2026-11-22T14:32');
  draft.report.last_name = 'Nibylska';
  draft.report.address.street = 'Niby-Lipowa';
  draft.family = { case: 'c1', name: 'Nibylska Leokadia', address: 'ul. Niby-Lipowa 7' };
  expect(reportOf(draft)).toMatchObject({ case: 'c1', last_name: '', address: { street: '' } });
  draft.family = null;
  expect(reportOf(draft)).toMatchObject({ case: null, last_name: 'Nibylska', address: { street: 'Niby-Lipowa' } });
  draft.report.last_name = '';
  expect(faultsOf(draft)).toEqual(['last_name']);
  expect(faultsOf({ ...draft, family: { case: 'c1', name: '', address: '' } })).toEqual([]);
});

test.each([['', ''], ['1950', '1950'], ['1950 r.', '1950'], ['5.3.1950', '1950-03-05'], ['dawno', null]])('the day of birth „%s” crosses as %s', (typed, born) => expect(bornOf(typed)).toBe(born));

test('a day of birth is sent as typed, and one that does not read is asked again', () => {
  const draft = newDraft('2026-11-22T14:32');
  Object.assign(draft.report, { last_name: 'Nibylska', born: '5.3.1950' });
  expect(reportOf(draft).born).toBe('1950-03-05');
  draft.report.born = 'dawno';
  expect(faultsOf(draft)).toEqual(['born']);
  expect(reportOf(draft).born).toBe('dawno');
});
