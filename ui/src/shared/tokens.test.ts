import { describe, expect, test } from 'vitest';

import tokens from './tokens.css?raw';

/** WCAG 2.1 contrast of two colours written as #rrggbb. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function theme(name: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme='${name}'\\] \\{([^}]*)\\}`).exec(tokens)?.[1] ?? '';
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

const GROUNDS = ['paper', 'sheet', 'sunken'];
const TEXTS = ['ink', 'ink-quiet', 'accent', 'good', 'warn', 'bad'];
const PAIRS: [string, string][] = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground])),
  ['accent-ink', 'accent'], ['practice-ink', 'practice'],
  ...['accent', 'good', 'warn', 'bad'].flatMap((tone): [string, string][] => [[tone, `${tone}-soft`], ['ink', `${tone}-soft`]]),
  ['ink-quiet', 'accent-soft'], ['ink-quiet', 'warn-soft'],
];

describe.each([['jasny', 4.5, 3], ['ciemny', 4.5, 3], ['slonce', 7, 4.5]])('theme %s', (name, text, line) => {
  const colours = theme(name);
  const between = (one: string, other: string) => contrast(colours.get(one) ?? '#000000', colours.get(other) ?? '#000000');
  test.each(PAIRS)(`%s on %s is at least ${text}:1`, (ink, ground) => expect(between(ink, ground)).toBeGreaterThanOrEqual(text));
  test.each(GROUNDS)(`the edge of a control on %s is at least ${line}:1`, (ground) => expect(between('line-control', ground)).toBeGreaterThanOrEqual(line));
});

test('black on white is 21:1', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21));

test('no colour is written outside the tokens', () => {
  const sources = import.meta.glob<string>(['../**/*.svelte', './base.css', './controls.css'], { query: '?raw', import: 'default', eager: true });
  const coloured = Object.entries(sources).filter(([, text]) => /#[0-9a-f]{3,8}\b(?=[;\s)])|rgb\(|hsl\(/i.test(/<style>[\s\S]*/.exec(text)?.[0] ?? (text.includes('<script') ? '' : text)));
  expect(coloured.map(([path]) => path)).toEqual([]);
});
