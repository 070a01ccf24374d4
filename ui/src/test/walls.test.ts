import { expect, test } from 'vitest';

import { COMMANDS } from '../backend/backend';

const sources = Object.entries(import.meta.glob<string>(['../**/*.svelte', '../**/*.ts', '!../**/*.test.ts', '!../test/**', '!../backend/generated/**'], { query: '?raw', import: 'default', eager: true }));
const imports = (text: string) => [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '');
const screenOf = (path: string) => /screens\/([^/]+)\//.exec(path)?.[1];

test('no component is over 200 lines, no module over 300', () => {
  const long = sources.filter(([path, text]) => text.split('\n').length > (path.endsWith('.svelte') ? 200 : path.includes('i18n/keys') ? 9999 : 300));
  expect(long.map(([path]) => path)).toEqual([]);
});

test('screens never import each other', () => {
  const crossing = sources.filter(([path, text]) => screenOf(path) && imports(text).some((from) => (/screens\/([^/]+)\//.exec(from)?.[1] ?? screenOf(path)) !== screenOf(path) || /^\.\.\/(unlock|cases|interview|document|sync|inbox|register|settings|verify)\//.test(from)));
  expect(crossing.map(([path]) => path)).toEqual([]);
});

test('only the backend knows the window', () => {
  const knowing = sources.filter(([path, text]) => !path.includes('/backend/') && imports(text).some((from) => from.startsWith('@tauri-apps')));
  expect(knowing.map(([path]) => path)).toEqual([]);
});

test('shared parts know no domain', () => {
  const knowing = sources.filter(([path, text]) => path.includes('/shared/') && imports(text).some((from) => /backend|screens|widgets|parts|shell/.test(from)));
  expect(knowing.map(([path]) => path)).toEqual([]);
});

test('every command is called by some screen, under its name', () => {
  const code = sources.map(([, text]) => text).join('\n');
  const uncalled = COMMANDS.filter((command) => !code.includes(`call('${command}'`) && !code.includes(`act('${command}'`));
  expect(uncalled).toEqual([]);
});
