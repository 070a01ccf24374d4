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

test('„z 1 spraw” is never said: a number with a noun after „z” chooses the form of that noun', () => {
  // Words that are no noun counted, and what is always more than one.
  const free = /^(do|MB)$/;
  const many = ['attachment-pages-cut'];
  const wrong = source.split(/\n(?=[a-z#])/).flatMap((message) => {
    const key = message.split(' =')[0] ?? '';
    const counted = [...message.matchAll(/\bz \{ \$(count|of|total|interviews|files) \} (\p{L}+)/gu)];
    return counted.filter(([, name, noun]) => !free.test(noun ?? '') && !many.includes(key) && !message.includes(`{ $${name} ->`)).map(() => key);
  });
  expect(wrong).toEqual([]);
});

test.each<[Key, Record<string, number>, string]>([
  ['shell-unsent', { count: 1 }, '1 zmiana czeka na wysłanie'],
  ['shell-unsent', { count: 3 }, '3 zmiany czekają na wysłanie'],
  ['shell-unsent', { count: 12 }, '12 zmian czeka na wysłanie'],
  ['cases-days-left', { count: 22 }, 'zostały 22 dni robocze'],
  ['sync-to-send', { count: 0 }, 'Nic nie czeka na wysłanie'],
  ['board-to-interview', { days: 1, of: 1 }, 'Od zgłoszenia do wywiadu: 1 dzień (mediana z 1 sprawy).'],
  ['board-to-interview', { days: 5, of: 2 }, 'Od zgłoszenia do wywiadu: 5 dni (mediana z 2 spraw).'],
  ['board-to-inbox', { days: 2, of: 1 }, 'Od wywiadu do skrzynki zespołu: 2 dni (mediana z 1 sprawy).'],
  ['board-to-inbox', { days: 1, of: 21 }, 'Od wywiadu do skrzynki zespołu: 1 dzień (mediana z 21 spraw).'],
  ['organisation-replay-count', { interviews: 0, elsewhere: 0 }, 'Nie ma jeszcze wywiadów, na których można to sprawdzić.'],
  ['organisation-replay-count', { interviews: 1, elsewhere: 0 }, 'Jedyny dotychczasowy wywiad nie trafiłby gdzie indziej.'],
  ['organisation-replay-count', { interviews: 1, elsewhere: 1 }, 'Jedyny dotychczasowy wywiad trafiłby gdzie indziej. Nic nie zostało zmienione.'],
  ['organisation-replay-count', { interviews: 2, elsewhere: 0 }, 'Żaden z 2 wywiadów nie trafiłby gdzie indziej.'],
  ['organisation-replay-count', { interviews: 8, elsewhere: 5 }, 'Gdzie indziej trafiłoby 5 z 8 wywiadów. Nic nie zostało zmienione.'],
])('%s with %o reads „%s”', (key, args, text) => expect(t(key, args)).toBe(text));
