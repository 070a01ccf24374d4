import type { LogEvent, LogSort } from '../../backend/types';
import type { Key } from '../../i18n';

export const SORTS: readonly LogSort[] = ['reading', 'writing', 'printing', 'exporting', 'searching', 'rights', 'deciding', 'running', 'log'];

export const EVENTS = {
  read: 'log-read', 'attachment delivered': 'log-attachment-delivered', 'held back read': 'log-held-back-read', 'glass broken': 'log-glass-broken', delivered: 'log-delivered',
  wrote: 'log-wrote', received: 'log-received', 'seal does not match': 'log-seal-mismatch', 'second seal': 'log-second-seal',
  'taken from quarantine': 'log-taken-from-quarantine', recovered: 'log-recovered', 'left work taken in': 'log-left-work',
  printed: 'log-printed', exported: 'log-exported', 'passed to another centre': 'log-passed-to-partner',
  searched: 'log-searched', 'people searched': 'log-people-searched', 'looked for alike files': 'log-looked-for-alike',
  granted: 'log-granted', 'taken back': 'log-taken-back', released: 'log-released', 'told to let go': 'log-told-to-let-go',
  'assistant assigned': 'log-assistant-assigned', 'coordinator assigned': 'log-coordinator-assigned', 'handed over': 'log-handed-over',
  'files linked': 'log-files-linked', 'files unlinked': 'log-files-unlinked', 'files kept apart': 'log-files-kept-apart',
  'held back accepted': 'log-held-accepted', 'held back noted': 'log-held-noted', 'held back filed': 'log-held-filed',
  'glass acknowledged': 'log-glass-acknowledged', 'named valid': 'log-named-valid', 'taken over from another centre': 'log-taken-over', 'file of another centre opened': 'log-partner-file-opened',
  'file of another centre refused': 'log-partner-file-refused', 'answer of another centre read': 'log-partner-answer',
  'other centre added': 'log-partner-added', 'other centre confirmed': 'log-partner-confirmed',
  'structure in force': 'log-structure-in-force', 'structure decided': 'log-structure-decided', 'rules replayed': 'log-rules-replayed',
  'member placed': 'log-member-placed', 'person added': 'log-person-added', 'person changed': 'log-person-changed', authorised: 'log-authorised',
  'code given': 'log-code-given', enrolled: 'log-enrolled', withdrawn: 'log-withdrawn', unlocked: 'log-unlocked', 'passphrase recovered': 'log-passphrase-recovered', 'drafts opened': 'log-drafts-opened',
  'backup written': 'log-backup-written', 'backup tested': 'log-backup-tested', 'backup failed': 'log-backup-failed', restored: 'log-restored',
  'log read': 'log-log-read', 'log kept': 'log-log-kept', 'log cut': 'log-log-cut', 'log broken': 'log-log-broken',
} satisfies Record<LogEvent, Key>;
