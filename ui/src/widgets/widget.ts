import type { FieldView, JsonValue } from '../backend/types';

/** What every control of an answer takes. */
export interface WidgetProps {
  id: string;
  field: FieldView;
  value: JsonValue | undefined;
  change: (value: JsonValue) => void;
  leave: () => void;
  readonly: boolean;
  invalid: boolean;
  labelledby: string;
  describedby: string | undefined;
  /** In a row: no radios, narrow. */
  compact: boolean;
}

/** Up to so many choices are shown at once; more go into a combobox. */
export const SHOWN_CHOICES = 6;
