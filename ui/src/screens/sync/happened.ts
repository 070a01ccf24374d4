import type { ExchangeState, Notice } from '../../backend/types';
import type { Key } from '../../i18n';

/** What happened, in words. */
export const HAPPENED = {
  idle: 'sync-idle', running: 'sync-running', done: 'sync-done', unreachable: 'sync-unreachable', failed: 'sync-failed',
} satisfies Record<ExchangeState, Key>;

/** Out of reach is normal in the field: never the colour of an error. */
export const TONE: Record<ExchangeState, 'note' | 'good' | 'bad'> = { idle: 'note', running: 'note', done: 'good', unreachable: 'note', failed: 'bad' };

/** What to know of an exchange that went well otherwise. */
export const NOTICES = {
  late_edits: 'sync-notice-late_edits',
  differing: 'sync-notice-differing',
  unreadable: 'sync-notice-unreadable',
  started_over: 'sync-notice-started_over',
  clock_off: 'sync-notice-clock_off',
  attachments_left: 'sync-notice-attachments_left',
  attachments_no_room: 'sync-notice-attachments_no_room',
  attachments_differing: 'sync-notice-attachments_differing',
} satisfies Record<Notice, Key>;
