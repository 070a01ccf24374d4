import { expect, test } from 'vitest';

import { matching, plainLetters } from './matching';

const options = ['zasiłek stały', 'świadczenie wychowawcze', 'renta socjalna', 'stypendium'].map((label) => ({ label }));

test('marks do not matter, ł included', () => expect(plainLetters('Łódź, Żółć')).toBe('lodz, zolc'));
test.each([
  ['zasil', ['zasiłek stały']],
  ['swiad wych', ['świadczenie wychowawcze']],
  ['st', ['stypendium', 'zasiłek stały']],
  ['xyz', []],
])('„%s” finds %o', (typed, found) => expect(matching(options, typed).map((option) => option.label)).toEqual(found));
