import type { SpanDraft } from '../../backend/types';
import { t } from '../../i18n';
import { shortDate } from '../../i18n/format';
import { readDate } from '../../i18n/parse';

/** Two days as they are typed; without the last one the span runs on. Whether they make sense the core says. */
export class SpanTyped {
  since = $state('');
  until = $state('');
  tried = $state(false);

  constructor(given: SpanDraft | null) {
    this.since = given ? shortDate(given.since) : '';
    this.until = given?.until ? shortDate(given.until) : '';
  }

  /** `null` while a day cannot be read. */
  get read(): SpanDraft | null {
    const [since, until] = [readDate(this.since), readDate(this.until)];
    if (since === null || this.#untilUnread) return null;
    return { since, until };
  }

  get sinceError(): string | undefined {
    return this.unread(readDate(this.since) === null);
  }

  get untilError(): string | undefined {
    return this.unread(this.#untilUnread);
  }

  unread(wrong: boolean): string | undefined {
    return this.tried && wrong ? t('organisation-condition-unread') : undefined;
  }

  get #untilUnread(): boolean {
    return this.until.trim() !== '' && readDate(this.until) === null;
  }
}
