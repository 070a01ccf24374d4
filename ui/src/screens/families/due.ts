import type { EvaluationDueView } from '../../backend/types';
import { t } from '../../i18n';
import { longDate } from '../../i18n/format';

/** When a family's situation is to be evaluated, once it is near. */
export function dueText(due: EvaluationDueView): string {
  const on = longDate(due.on);
  if (due.days_left === 0) return t('plan-evaluation-today', { on });
  return due.days_left > 0 ? t('plan-evaluation-soon', { days: due.days_left, on }) : t('plan-evaluation-late', { days: -due.days_left, on });
}
