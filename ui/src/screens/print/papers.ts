import type { BlankView, PaperKey, PaperObstacle, PaperView, PrintedView } from '../../backend/types';
import { t } from '../../i18n';

/** One line of the list of papers. */
export interface Offer {
  id: string;
  key: PaperKey;
  title: string;
  hint: string | null;
  obstacle: PaperObstacle | null;
  printed: PrintedView[];
}

export function ofInterview(document: string, papers: PaperView[]): Offer[] {
  return papers.map(({ paper, title, obstacle, printed }) => ({
    id: paper, key: { of: 'interview', document, paper }, title: title ?? t(`paper-${paper}`), hint: title ? t('paper-own-hint') : t(`paper-${paper}-hint`), obstacle, printed,
  }));
}

export function blanks(forms: BlankView[]): Offer[] {
  return forms.map(({ form, title }) => ({ id: form, key: { of: 'blank', form }, title, hint: null, obstacle: null, printed: [] }));
}
