import type { SectionProgress } from '../../backend/types';
import { t } from '../../i18n';
import type { IconName } from '../../shared/icons';

const ICONS: Record<SectionProgress['state'], IconName> = { unopened: 'circle', in_progress: 'half', complete: 'check', errors: 'alert', skipped: 'skip' };

export function stateIcon(progress: SectionProgress | undefined): IconName {
  return ICONS[progress?.state ?? 'unopened'];
}

/** Colour beside the words, never instead of them. */
export function stateTone(progress: SectionProgress | undefined): 'good' | 'bad' | 'quiet' {
  if (progress?.state === 'complete') return 'good';
  return progress?.state === 'errors' ? 'bad' : 'quiet';
}

/** „w toku, 2 uwagi”: the state in words, with what waits in the section. */
export function stateWords(progress: SectionProgress | undefined): string {
  if (!progress) return t('section-state-unopened');
  const state = progress.state === 'errors' && progress.errors > 0 ? t('section-state-errors-count', { count: progress.errors }) : t(`section-state-${progress.state}`);
  // A section nobody opened has nothing to warn of yet.
  return progress.warnings > 0 && progress.state !== 'unopened' ? `${state}, ${t('section-warnings-count', { count: progress.warnings })}` : state;
}
