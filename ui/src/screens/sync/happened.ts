import type { ExchangeState } from '../../backend/types';
import type { Key } from '../../i18n';

/** What happened, in words. */
export const HAPPENED = {
  idle: 'sync-idle', running: 'sync-running', done: 'sync-done', unreachable: 'sync-unreachable', failed: 'sync-failed',
} satisfies Record<ExchangeState, Key>;

/** Out of reach is normal in the field: never the colour of an error. */
export const TONE: Record<ExchangeState, 'note' | 'good' | 'bad'> = { idle: 'note', running: 'note', done: 'good', unreachable: 'note', failed: 'bad' };
