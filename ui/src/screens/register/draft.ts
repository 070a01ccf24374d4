import type { CaseView, ReportInput } from '../../backend/types';
import { readDate } from '../../i18n/parse';

/** The report as it is being written: dates and time as typed. */
export interface Draft {
  report: ReportInput;
  /** The family's case, where it was found; who they are is written there already. */
  family: Pick<CaseView, 'case' | 'name' | 'address'> | null;
  /** What the family is called whose case the report was put on after the search; `report.case` is its case. */
  known: string | null;
  receivedDate: string;
  receivedTime: string;
  applicationDate: string;
}

/** What the screen holds on to: the report being written, and the one registered last until the next is begun. */
export interface Desk {
  draft: Draft;
  registered: CaseView | null;
  /** Name of the team proposed for the registered one. */
  proposed: string | null;
}

/** What cannot be sent as it stands; each is the name of the field where it is mended. */
export type Fault = 'last_name' | 'born' | 'received_date' | 'application_date';

/** The family speaks for itself: there is no other person to name. */
const HERSELF = 'osoba zainteresowana';

/** An empty report, received now (`2026-11-22T14:32`, shown as the hand would write it). */
export function newDraft(now: string): Draft {
  return {
    report: {
      case: null, first_name: '', last_name: '', pesel: '', born: '', phone: '',
      address: { street: '', house: '', flat: '', postal_code: '', locality: '' },
      received: now, application_date: null, channel: '', urgent: false, flags: [], requested_help: [], notes: '',
      reporter_kind: '', reporter_name: '', reporter_contact: '', reporter_consents: false,
    },
    family: null,
    known: null,
    receivedDate: `${now.slice(8, 10)}.${now.slice(5, 7)}.${now.slice(0, 4)}`,
    receivedTime: now.slice(11, 16),
    applicationDate: '',
  };
}

/** `9.30`, `09:30`, `930` as `09:30`; nothing typed is midnight; null when it reads as no time. */
export function readTime(text: string): string | null {
  const typed = text.trim();
  if (typed === '') return '00:00';
  const match = /^(\d{1,2})[:.,]?(\d{2})$/.exec(typed);
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59) return null;
  return `${(match[1] ?? '').padStart(2, '0')}:${match[2]}`;
}

/** True when somebody else than the family reports, so that there is a person to name. */
export function hasReporter(draft: Draft): boolean {
  return draft.report.reporter_kind !== HERSELF;
}

export function faultsOf(draft: Draft): Fault[] {
  const faults: Fault[] = [];
  if (!draft.family && !draft.report.last_name.trim()) faults.push('last_name');
  if (!draft.family && bornOf(draft.report.born) === null) faults.push('born');
  if (!readDate(draft.receivedDate) || !readTime(draft.receivedTime)) faults.push('received_date');
  if (draft.applicationDate.trim() && !readDate(draft.applicationDate)) faults.push('application_date');
  return faults;
}

/** A day of birth as it crosses: ISO, or the year alone; empty where nothing was typed, null when it reads as neither. */
export function bornOf(typed: string): string | null {
  const text = typed.trim().replace(/\s*r\.?$/i, '');
  return text === '' || /^\d{4}$/.test(text) ? text : readDate(text);
}

/** True once there is something to compute a term and a team from. */
export function tellsEnough(draft: Draft): boolean {
  return !faultsOf(draft).includes('received_date') && draft.report.requested_help.length + draft.report.flags.length > 0;
}

/** The report as it crosses; a date or a time that does not read crosses as typed, and the core answers for it. */
export function reportOf(draft: Draft): ReportInput {
  const family = draft.family && { case: draft.family.case, first_name: '', last_name: '', pesel: '', born: '', phone: '', address: { street: '', house: '', flat: '', postal_code: '', locality: '' } };
  const day = readDate(draft.receivedDate) ?? draft.receivedDate.trim();
  const time = readTime(draft.receivedTime) ?? draft.receivedTime.trim();
  const applied = draft.applicationDate.trim();
  const reporter = hasReporter(draft) ? {} : { reporter_name: '', reporter_contact: '', reporter_consents: false };
  const born = bornOf(draft.report.born) ?? draft.report.born.trim();
  return { ...draft.report, born, ...family, ...reporter, received: day ? `${day}T${time}` : '', application_date: applied ? (readDate(applied) ?? applied) : null };
}
