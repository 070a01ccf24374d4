/** Polish dates, money and typography. Input is what crosses: ISO text and whole grosze. */

const NBSP = '\u00a0';
const MONTHS = [
  'stycznia', 'lutego', 'marca', 'kwietnia', 'maja', 'czerwca',
  'lipca', 'sierpnia', 'września', 'października', 'listopada', 'grudnia',
];
const MONTH_NAMES = [
  'styczeń', 'luty', 'marzec', 'kwiecień', 'maj', 'czerwiec',
  'lipiec', 'sierpień', 'wrzesień', 'październik', 'listopad', 'grudzień',
];
const WEEKDAYS = ['niedziela', 'poniedziałek', 'wtorek', 'środa', 'czwartek', 'piątek', 'sobota'];

interface IsoParts { year: string; month: string; day: string; time: string | null }

function isoParts(iso: string): IsoParts | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(iso);
  if (!match) return null;
  const [, year = '', month = '', day = '', time] = match;
  return { year, month, day, time: time ?? null };
}

/** `22.11.2026`, for tables; text that is no ISO date comes back as it is. */
export function shortDate(iso: string): string {
  const parts = isoParts(iso);
  return parts ? `${parts.day}.${parts.month}.${parts.year}` : iso;
}

/** `22 listopada 2026 r.`, for prose. */
export function longDate(iso: string): string {
  const parts = isoParts(iso);
  return parts ? `${Number(parts.day)}${NBSP}${MONTHS[Number(parts.month) - 1] ?? ''} ${parts.year}${NBSP}r.` : iso;
}

/** `niedziela, 22 listopada 2026 r.` */
export function dayAndDate(iso: string): string {
  const parts = isoParts(iso);
  if (!parts) return iso;
  const weekday = new Date(Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day))).getUTCDay();
  return `${WEEKDAYS[weekday] ?? ''}, ${longDate(iso)}`;
}

/** `14:32`, or nothing when the text has no time. */
export function clock(iso: string): string {
  return isoParts(iso)?.time ?? '';
}

/** `14:32` for a moment of `today`, else `22.11.2026, 14:32`. */
export function moment(iso: string, today: string): string {
  const time = clock(iso);
  if (!time) return shortDate(iso);
  return iso.slice(0, 10) === today.slice(0, 10) ? time : `${shortDate(iso)}, ${time}`;
}

/** `03.2026` from `2026-03`. */
export function shortMonth(iso: string): string {
  const match = /^(\d{4})-(\d{2})$/.exec(iso);
  return match ? `${match[2]}.${match[1]}` : iso;
}

/** `listopad 2026` from `2026-11`. */
export function longMonth(iso: string): string {
  const match = /^(\d{4})-(\d{2})$/.exec(iso);
  const name = MONTH_NAMES[Number(match?.[2]) - 1];
  return match && name ? `${name} ${match[1]}` : iso;
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, NBSP);
}

/** `1 010,00` from 101000 grosze. */
export function amount(grosze: number): string {
  const cents = Math.abs(Math.trunc(grosze));
  const sign = grosze < 0 ? '−' : '';
  return `${sign}${grouped(String(Math.floor(cents / 100)))},${String(cents % 100).padStart(2, '0')}`;
}

/** `1 010,00 zł` */
export function money(grosze: number): string {
  return `${amount(grosze)}${NBSP}zł`;
}

/** `1,5` from 15000 ten-thousandths. */
export function decimal(parts: number): string {
  const size = Math.abs(Math.trunc(parts));
  const part = String(size % 10_000).padStart(4, '0').replace(/0+$/, '');
  return `${parts < 0 ? '−' : ''}${grouped(String(Math.floor(size / 10_000)))}${part ? `,${part}` : ''}`;
}

/** Keeps one-letter words with the word that follows: no „w” or „z” at a line's end. */
export function bound(text: string): string {
  const once = (words: string) => words.replace(/(^|[\s(„])([aiouwzAIOUWZ]) (?=\S)/g, `$1$2${NBSP}`);
  // Twice, for one-letter words that follow each other.
  return once(once(text)).replace(/(art\.|ust\.|pkt|nr|ul\.) (?=\S)/g, `$1${NBSP}`);
}

const PLURALS = new Intl.PluralRules('pl');

/** The form that fits a number: 1 wywiad, 2 wywiady, 5 wywiadów. */
export function plural(count: number, one: string, few: string, many: string): string {
  const rule = PLURALS.select(count);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}

/** Local date and time as ISO text without a zone: `2026-11-22T14:32`. */
export function localIso(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
