import { render } from '@testing-library/svelte';

import App from '../shell/App.svelte';
import { MemoryBackend } from './memory';

/** Waits until promises and Svelte have settled and a section stands whole; `ms` also lets timers of the page run. */
export async function settle(ms = 0): Promise<void> {
  do await new Promise((done) => setTimeout(done, ms)); while (document.querySelector('[aria-busy="true"]'));
}

/** The whole app over invented data. */
export async function openApp(backend = new MemoryBackend()): Promise<MemoryBackend> {
  render(App, { props: { backend } });
  await settle(20);
  return backend;
}

/** The control of an answer. */
export function control(record: string, field: string): HTMLInputElement {
  const found = document.getElementById(`a-${record}-${field}`);
  if (!found) throw new Error(`no control of ${field}`);
  return found as HTMLInputElement;
}

export async function press(chord: string): Promise<void> {
  const parts = chord.split('+');
  const code = parts.pop() ?? '';
  const event = new KeyboardEvent('keydown', { code, key: code, ctrlKey: parts.includes('Ctrl'), altKey: parts.includes('Alt'), bubbles: true, cancelable: true });
  // happy-dom takes Alt for AltGraph; browsers do not.
  Object.defineProperty(event, 'getModifierState', { value: (name: string) => parts.includes(name) });
  (document.activeElement ?? document.body).dispatchEvent(event);
  await settle(20);
}
