import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';

import { Settings } from './settings.svelte';

/** A system whose evening and morning the test chooses. */
function system(dark: boolean) {
  const listeners: (() => void)[] = [];
  const scheme = { matches: dark, addEventListener: (_: string, listener: () => void) => { listeners.push(listener); } };
  vi.stubGlobal('matchMedia', () => scheme);
  return (now: boolean) => { scheme.matches = now; for (const listener of listeners) listener(); flushSync(); };
}

afterEach(() => { vi.unstubAllGlobals(); localStorage.clear(); });

test('until somebody chooses a theme the page follows the system, also after the size of text was chosen', () => {
  const turn = system(false);
  const settings = new Settings();
  settings.textPercent = 150;
  turn(true);
  expect(settings.theme).toBe('ciemny');
  turn(false);
  expect([settings.theme, new Settings().theme, new Settings().textPercent]).toEqual(['jasny', 'jasny', 150]);
});

test('a theme that was chosen stays whatever the system does, and is remembered', () => {
  const turn = system(false);
  const settings = new Settings();
  settings.theme = 'slonce';
  turn(true);
  expect([settings.theme, new Settings().theme]).toEqual(['slonce', 'slonce']);
});
