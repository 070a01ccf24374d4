/**
 * Forgiving reading of what a hand types. Nothing here judges: text that reads as nothing stays text, is saved as typed,
 * and the core's rules say what they think of it.
 */

const MONTH_STEMS = ['sty', 'lut', 'mar', 'kwi', 'maj', 'cze', 'lip', 'sie', 'wrz', 'paź', 'lis', 'gru'];

function monthNumber(word: string): number | null {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const stem = word.toLowerCase().replace('paz', 'paź').slice(0, 3);
  const found = MONTH_STEMS.indexOf(stem);
  return found < 0 ? null : found + 1;
}

function fullYear(year: string, thisYear: number): number {
  if (year.length !== 2) return Number(year);
  const short = Number(year);
  return short <= thisYear % 100 ? 2000 + short : 1900 + short;
}

function iso(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year > 999 ? date.toISOString().slice(0, 10) : null;
}

/** `5.3.2026`, `5-3-26`, `05032026`, `5 marca 2026 r.`, `2026-03-05` as ISO; null when it reads as no date. */
export function readDate(text: string, thisYear = new Date().getFullYear()): string | null {
  const typed = text.trim().replace(/\s*r\.?$/i, '');
  const isoLike = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(typed);
  if (isoLike) return iso(Number(isoLike[1]), Number(isoLike[2]), Number(isoLike[3]));
  const packed = /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
  if (packed) return iso(Number(packed[3]), Number(packed[2]), Number(packed[1]));
  const parts = /^(\d{1,2})[\s.,/-]+(\d{1,2}|\p{L}+)[\s.,/-]+(\d{4}|\d{2})$/u.exec(typed);
  if (!parts) return null;
  const [, day = '', middle = '', year = ''] = parts;
  const month = monthNumber(middle);
  return month === null ? null : iso(fullYear(year, thisYear), month, Number(day));
}

/** `3.2026`, `03/26`, `marzec 2026`, `2026-03` as `2026-03`; null when it reads as no month. */
export function readMonth(text: string, thisYear = new Date().getFullYear()): string | null {
  const typed = text.trim().replace(/\s*r\.?$/i, '');
  const swapped = /^(\d{4})[-./](\d{1,2})$/.exec(typed);
  const parts = swapped ?? /^(\d{1,2}|\p{L}+)[\s.,/-]+(\d{4}|\d{2})$/u.exec(typed);
  if (!parts) return null;
  const [year = '', middle = ''] = swapped ? [parts[1], parts[2]] : [parts[2], parts[1]];
  const month = monthNumber(middle);
  if (month === null || month < 1 || month > 12) return null;
  return `${fullYear(year, thisYear)}-${String(month).padStart(2, '0')}`;
}

/** `1 234,50`, `1234.5 zł`, `1.234,50` as whole grosze; null when it reads as no amount. */
export function readAmount(text: string): number | null {
  let typed = text.trim().replace(/\s*(zł|pln)\.?$/i, '').replace(/[\s\u00a0\u202f]/g, '').replace('−', '-');
  if (/^-?\d{1,3}(\.\d{3})+(,\d{1,2})?$/.test(typed)) typed = typed.replaceAll('.', '');
  const match = /^(-?)(\d{1,10})(?:[.,](\d{0,2}))?$/.exec(typed);
  if (!match) return null;
  const [, sign, whole = '0', part = ''] = match;
  const grosze = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return sign ? -grosze : grosze;
}

/** `1 200` as 1200; null when it reads as no whole number. */
export function readNumber(text: string): number | null {
  const typed = text.replace(/[\s\u00a0]/g, '').replace('−', '-');
  return /^-?\d{1,9}$/.test(typed) ? Number(typed) : null;
}

/** `1,5` as 15000 whole ten-thousandths; null when it reads as no number or has more than four places. */
export function readDecimal(text: string): number | null {
  const typed = text.replace(/[\s\u00a0]/g, '').replace(',', '.').replace('−', '-');
  const match = /^(-?)(\d{1,9})(?:\.(\d{0,4}))?$/.exec(typed);
  if (!match) return null;
  const [, sign, whole = '0', part = ''] = match;
  const parts = Number(whole) * 10_000 + Number(part.padEnd(4, '0'));
  return sign ? -parts : parts;
}
