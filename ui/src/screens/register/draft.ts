import type { ReportInput } from '../../backend/types';
import { readDate } from '../../i18n/parse';

/** The report as it is being written: dates and time as typed. */
export interface Draft {
  report: ReportInput;
  receivedDate: string;
  receivedTime: string;
  applicationDate: string;
}

/** An empty report, received now (`2026-11-22T14:32`, shown as the hand would write it). */
export function newDraft(now: string): Draft {
  return {
    report: {
      first_name: '', last_name: '', pesel: '', phone: '',
      address: { street: '', house: '', flat: '', postal_code: '', locality: '' },
      received: now, application_date: null, channel: '', urgent: false, flags: [], requested_help: [], notes: '',
      reporter_kind: '', reporter_name: '', reporter_contact: '', reporter_consents: false,
    },
    receivedDate: `${now.slice(8, 10)}.${now.slice(5, 7)}.${now.slice(0, 4)}`,
    receivedTime: now.slice(11, 16),
    applicationDate: '',
  };
}

/** The report as it crosses; a date that does not read crosses as typed, and the core answers for it. */
export function reportOf(draft: Draft): ReportInput {
  const day = readDate(draft.receivedDate) ?? draft.receivedDate.trim();
  const time = /^\d{1,2}[:.]\d{2}$/.test(draft.receivedTime.trim()) ? draft.receivedTime.trim().replace('.', ':').padStart(5, '0') : '00:00';
  const applied = draft.applicationDate.trim();
  return { ...draft.report, received: day ? `${day}T${time}` : '', application_date: applied ? (readDate(applied) ?? applied) : null };
}
