import { describe, expect, test } from 'vitest';

import { amount, bound, clock, dayAndDate, decimal, localIso, longDate, longMonth, moment, money, plural, shortDate, shortMonth } from './format';

describe('dates', () => {
  test.each([
    ['2026-11-22', '22.11.2026'],
    ['2026-03-05T10:20:00', '05.03.2026'],
    ['w zeszłym roku', 'w zeszłym roku'],
  ])('in a table %s reads %s', (iso, text) => expect(shortDate(iso)).toBe(text));

  test.each([
    ['2026-11-22', '22\u00a0listopada 2026\u00a0r.'],
    ['2026-02-01', '1\u00a0lutego 2026\u00a0r.'],
  ])('in prose %s reads %s', (iso, text) => expect(longDate(iso)).toBe(text));

  test('a month is named', () => expect(['2026-11', '2027-01', 'kiedyś'].map(longMonth)).toEqual(['listopad 2026', 'styczeń 2027', 'kiedyś']));
  test('a day is named', () => expect(dayAndDate('2026-11-22')).toBe('niedziela, 22\u00a0listopada 2026\u00a0r.'));
  test('a moment of today is its time, another day comes with its date', () => {
    expect(moment('2026-11-22T14:32:00', '2026-11-22T18:00')).toBe('14:32');
    expect(moment('2026-11-21T14:32:00', '2026-11-22T18:00')).toBe('21.11.2026, 14:32');
    expect(moment('2026-11-21', '2026-11-22')).toBe('21.11.2026');
  });
  test('a month and a clock', () => {
    expect(shortMonth('2026-03')).toBe('03.2026');
    expect(clock('2026-03-05')).toBe('');
  });
  test('local time is written without a zone', () => expect(localIso(new Date(2026, 2, 5, 7, 4))).toBe('2026-03-05T07:04'));
});

describe('money', () => {
  test.each([
    [101000, '1\u00a0010,00\u00a0zł'],
    [5, '0,05\u00a0zł'],
    [-82300, '−823,00\u00a0zł'],
    [123456789, '1\u00a0234\u00a0567,89\u00a0zł'],
  ])('%i grosze read %s', (grosze, text) => expect(money(grosze)).toBe(text));
  test('without the unit', () => expect(amount(739280)).toBe('7\u00a0392,80'));
  test.each([[15000, '1,5'], [10000, '1'], [123, '0,0123'], [-5000, '−0,5']])('%i ten-thousandths read %s', (parts, text) => expect(decimal(parts)).toBe(text));
});

describe('words', () => {
  test.each([[1, 'wywiad'], [2, 'wywiady'], [5, 'wywiadów'], [12, 'wywiadów'], [22, 'wywiady'], [112, 'wywiadów'], [0, 'wywiadów']])('%i %s', (count, word) => {
    expect(plural(count, 'wywiad', 'wywiady', 'wywiadów')).toBe(word);
  });
  test('no one-letter word stays at a line’s end', () => {
    expect(bound('Rozmowa z rodziną i w domu')).toBe('Rozmowa z\u00a0rodziną i\u00a0w\u00a0domu');
    expect(bound('zgodnie z art. 8 ust. 1')).toBe('zgodnie z\u00a0art.\u00a08 ust.\u00a01');
  });
});
