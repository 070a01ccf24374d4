import { FluentBundle, FluentResource } from '@fluent/bundle';
import { expect, test } from 'vitest';

import { PROBLEM_CODES } from '../backend/problem';
import { t, type Key } from './index';
import keysSource from './keys.ts?raw';
import source from './pl.ftl?raw';

const sources = import.meta.glob<string>(['../**/*.svelte', '../**/*.ts', '!../**/*.test.ts', '!../test/**', '!./keys.ts', '!../backend/generated/**'], {
  query: '?raw', import: 'default', eager: true,
});
const keys = [...source.matchAll(/^([a-z][a-z0-9_-]*) =/gm)].map((match) => match[1] ?? '');
const code = Object.values(sources).join('\n');

test('keys.ts is what pl.ftl says (else run npm run keys)', () => {
  const written = [...keysSource.matchAll(/\| '([^']+)'/g)].map((match) => match[1]);
  expect(written).toEqual(keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('pl.ftl has no line that Fluent cannot read', () => {
  const bundle = new FluentBundle('pl');
  expect(bundle.addResource(new FluentResource(source))).toEqual([]);
  for (const key of keys) expect(bundle.getMessage(key)?.value, key).toBeTruthy();
});

test('every text is used', () => {
  const prefixes = [...code.matchAll(/`([a-z][a-z0-9-]*-)\$\{/g)].map((match) => match[1] ?? '');
  const unused = keys.filter((key) => !code.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)));
  expect(unused).toEqual([]);
});

test('every problem of the core has a text that says more than its name', () => {
  for (const problem of PROBLEM_CODES) expect(t(`problem-${problem}`).split(' ').length, problem).toBeGreaterThan(5);
});

test('no Polish sentence hides in a component', () => {
  const polish = /[>"'`][^<>"'`{}=;]*[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ][^<>"'`{}=;]*[<"'`]/;
  const allowed = /i18n\/|format\.ts|parse\.ts|matching\.ts|Skip\.svelte/;
  const found = Object.entries(sources).filter(([path, text]) => !allowed.test(path) && polish.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|<!--[\s\S]*?-->/g, '')));
  expect(found.map(([path]) => path)).toEqual([]);
});

test.each<[Key, Record<string, number>, string]>([
  ['shell-unsent', { count: 1 }, '1 zmiana czeka na wysłanie'],
  ['shell-unsent', { count: 3 }, '3 zmiany czekają na wysłanie'],
  ['shell-unsent', { count: 12 }, '12 zmian czeka na wysłanie'],
  ['cases-days-left', { count: 22 }, 'zostały 22 dni robocze'],
  ['sync-to-send', { count: 0 }, 'Nic nie czeka na wysłanie'],
])('%s with %o reads „%s”', (key, args, text) => expect(t(key, args)).toBe(text));
