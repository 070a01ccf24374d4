import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

// Nothing is painted here, so nothing waits for a frame.
globalThis.requestAnimationFrame = (then) => Number(setTimeout(() => then(performance.now()), 0));

afterEach(() => {
  cleanup();
  localStorage.clear();
});
