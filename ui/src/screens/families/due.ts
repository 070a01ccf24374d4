import type { EvaluationDueView } from '../../backend/types';
import { t } from '../../i18n';
import { longDate } from '../../i18n/format';

/** When a family's situation is to be evaluated: how far off once that is near, else only the day. */
export function dueText(due: EvaluationDueView): string {
  const on = longDate(due.on);
  if (!due.called_for) return t('family-plan-evaluation-due', { on });
  if (due.days_left === 0) return t('family-plan-evaluation-today', { on });
  return due.days_left > 0 ? t('family-plan-evaluation-soon', { days: due.days_left, on }) : t('family-plan-evaluation-late', { days: -due.days_left, on });
}
