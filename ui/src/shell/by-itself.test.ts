import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { exchangeByItself } from './by-itself';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

it('exchanges on opening, when the network comes back, and every ten minutes', () => {
  const exchange = vi.fn();
  const stop = exchangeByItself(exchange);
  expect(exchange).toHaveBeenCalledTimes(1);
  window.dispatchEvent(new Event('online'));
  expect(exchange).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10 * 60 * 1000);
  expect(exchange).toHaveBeenCalledTimes(3);
  stop();
  vi.advanceTimersByTime(60 * 60 * 1000);
  window.dispatchEvent(new Event('online'));
  expect(exchange).toHaveBeenCalledTimes(3);
});

it('exchanges also while the window is minimised', () => {
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  const exchange = vi.fn();
  const stop = exchangeByItself(exchange);
  vi.advanceTimersByTime(10 * 60 * 1000);
  expect(exchange).toHaveBeenCalledTimes(2);
  stop();
  hidden.mockRestore();
});
