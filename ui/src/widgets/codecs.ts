import type { AnswerKind, FieldView, JsonValue } from '../backend/types';
import { t } from '../i18n';
import { amount, decimal, money, shortDate, shortMonth } from '../i18n/format';
import { readAmount, readDate, readDecimal, readMonth, readNumber } from '../i18n/parse';

/** How a kind of answer is written by hand and kept. Text that does not read as the kind is kept as typed. */
interface Codec {
  read: (text: string) => JsonValue;
  show: (value: JsonValue) => string;
  inputmode: 'text' | 'numeric' | 'decimal' | 'tel';
  /** Width in characters, so that the control shows what it expects. */
  width: number | null;
}

const asText = (value: JsonValue): string => (value === null ? '' : typeof value === 'string' ? value : String(value));

function parsed(read: (text: string) => JsonValue, show: (value: JsonValue) => string, inputmode: Codec['inputmode'], width: number): Codec {
  return { read: (text) => (text.trim() === '' ? null : (read(text) ?? text)), show, inputmode, width };
}

function text(inputmode: Codec['inputmode'], width: number | null): Codec {
  return { read: (typed) => (typed === '' ? null : typed), show: asText, inputmode, width };
}

const numeric = (show: (value: number) => string) => (value: JsonValue) => (typeof value === 'number' ? show(value) : asText(value));

const CODECS: Record<AnswerKind, Codec> = {
  text: text('text', null),
  long_text: text('text', null),
  choice: text('text', null),
  multi_choice: text('text', null),
  yes_no: text('text', null),
  date: parsed((typed) => readDate(typed), (value) => shortDate(asText(value)), 'text', 14),
  month: parsed((typed) => readMonth(typed), (value) => shortMonth(asText(value)), 'text', 10),
  amount: parsed(readAmount, numeric(amount), 'decimal', 12),
  number: parsed(readNumber, numeric((value) => String(value)), 'numeric', 8),
  decimal: parsed(readDecimal, numeric(decimal), 'decimal', 10),
  pesel: text('numeric', 14),
  postal_code: text('text', 9),
  phone: text('tel', 18),
  teryt: text('numeric', 11),
  identity_document: text('text', 16),
};

export function codecOf(kind: AnswerKind): Codec {
  return CODECS[kind];
}

/** An answer in words, for summaries of rows and for reading. */
export function inWords(field: FieldView, value: JsonValue | undefined): string {
  if (value === undefined || value === null || value === '') return '';
  if (field.kind === 'yes_no' && typeof value === 'boolean') return value ? t('common-yes') : t('common-no');
  if (field.kind === 'amount' && typeof value === 'number') return money(value);
  const label = (one: JsonValue) => field.options.find((option) => option.value === one)?.label ?? asText(one);
  if (Array.isArray(value)) return value.map(label).join(', ');
  return field.kind === 'choice' ? label(value) : codecOf(field.kind).show(value);
}
