import type { Severity } from '../../backend/types';
import type { IconName } from '../../shared/icons';

export const FINDING_ICON: Record<Severity, IconName> = { error: 'alert', warning: 'alert', note: 'info' };
export const FINDING_TONE: Record<Severity, 'bad' | 'warn' | 'quiet'> = { error: 'bad', warning: 'warn', note: 'quiet' };
