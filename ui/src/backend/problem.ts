import type { Problem, ProblemCode } from './types';

/** Every code the core may send; `satisfies` below fails the type check when one is missing. */
const CODES = {
  'wrong-passphrase': true, 'passphrase-wait': true, 'passphrase-too-short': true, 'enrolment-malformed': true, 'enrolment-expired': true,
  'enrolment-used': true, 'certificate-mismatch': true, 'office-unreachable': true, 'office-busy': true, 'lease-ended': true, 'recovery-unreadable': true, 'recovery-for-another': true, 'recovery-code': true,
  'not-the-office': true, 'exchange-stuck': true, 'versions-differ': true, 'disk-full': true, 'store-damaged': true, 'store-newer': true, 'profile-in-use': true,
  locked: true, 'not-found': true, 'not-allowed': true, separated: true, incomplete: true, 'open-conflicts': true, 'answer-changed': true, 'open-questions': true, 'already-sealed': true,
  'courier-unreadable': true, 'courier-for-another': true, 'partner-card': true, 'partner-own-card': true, 'partner-unconfirmed': true, 'partner-digits': true, 'partner-file-unreadable': true, 'partner-too-large': true,
  'partner-unknown-sender': true, 'partner-tampered': true, 'partner-not-theirs': true, 'partner-answered': true, 'printer-unavailable': true,
  'attachment-identity': true, 'attachment-of-no-kind': true, 'attachment-too-large': true, 'attachment-case-full': true, 'attachment-disk-low': true, 'attachment-damaged': true, 'attachment-pdf-damaged': true, 'attachment-pdf-locked': true, 'attachment-pdf-too-much': true, 'attachment-twice': true, 'attachment-missing': true, 'no-microphone': true, 'microphone-busy': true, 'microphone-refused': true, 'microphone-failed': true, 'no-loudspeaker': true, 'voice-nothing': true, 'voice-damaged': true, withdrawn: true, unauthorised: true, 'needs-office': true, 'invalid-input': true,
  internal: true,
} satisfies Record<ProblemCode, true>;

export const PROBLEM_CODES = Object.keys(CODES) as ProblemCode[];

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && String(thrown.code) in CODES;
}

/** Whatever was thrown, as a Problem; the unknown is `internal`, without a word of what it said. */
export function problemOf(thrown: unknown): Problem {
  return isProblem(thrown) ? { code: thrown.code, parameters: thrown.parameters ?? {} } : { code: 'internal', parameters: {} };
}
