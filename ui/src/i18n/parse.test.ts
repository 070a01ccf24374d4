import { describe, expect, test } from 'vitest';

import { readAmount, readDate, readDecimal, readMonth, readNumber } from './parse';

describe('a date typed by hand', () => {
  test.each([
    ['5.3.2026', '2026-03-05'], ['05.03.2026', '2026-03-05'], ['5-3-26', '2026-03-05'], ['5/3/2026', '2026-03-05'], ['5 3 2026', '2026-03-05'],
    ['05032026', '2026-03-05'], ['5 marca 2026', '2026-03-05'], ['5 marca 2026 r.', '2026-03-05'], ['5 MAR 26', '2026-03-05'],
    ['1 października 1955', '1955-10-01'], ['1 paz 1955', '1955-10-01'], ['2026-3-5', '2026-03-05'], ['8.3.55', '1955-03-08'], [' 5.3.2026 ', '2026-03-05'],
  ])('%s is %s', (text, iso) => expect(readDate(text, 2026)).toBe(iso));
  test.each(['31.2.2026', '5.13.2026', 'wczoraj', '5.3', '', '2026', '5 kwoty 2026'])('%s is left as typed', (text) => expect(readDate(text, 2026)).toBeNull());
});

describe('a month typed by hand', () => {
  test.each([['3.2026', '2026-03'], ['03/26', '2026-03'], ['marzec 2026', '2026-03'], ['2026-3', '2026-03'], ['10.2026', '2026-10']])('%s is %s', (text, iso) => expect(readMonth(text, 2026)).toBe(iso));
  test.each(['13.2026', '2026', 'w marcu'])('%s is left as typed', (text) => expect(readMonth(text, 2026)).toBeNull());
});

describe('money typed by hand', () => {
  test.each([
    ['1 234,50', 123450], ['1234.5', 123450], ['1234,5 zł', 123450], ['1.234,50', 123450], ['12', 1200], ['0,05', 5], ['1\u00a0010,00\u00a0zł', 101000],
    ['-20', -2000], ['1.234', 123400], ['12,', 1200],
  ])('%s is %i grosze', (text, grosze) => expect(readAmount(text)).toBe(grosze));
  test.each(['', 'około 700', '12,345', '1,2,3'])('%s is left as typed', (text) => expect(readAmount(text)).toBeNull());
});

test.each([['3', 3], ['1 200', 1200], ['-1', -1]])('the number %s is %i', (text, value) => expect(readNumber(text)).toBe(value));
test.each(['3,5', 'trzy', ''])('%s is no whole number', (text) => expect(readNumber(text)).toBeNull());
test.each([['1,5', 15000], ['48', 480000], ['0.0123', 123], ['-0,5', -5000]])('the decimal %s is %i ten-thousandths', (text, value) => expect(readDecimal(text)).toBe(value));
test.each(['1,23456', 'ha', ''])('%s is no decimal of four places', (text) => expect(readDecimal(text)).toBeNull());
