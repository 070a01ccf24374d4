import type { DeviceView } from '../../backend/types';
import { t } from '../../i18n';

/** The laptop a value was written on, in words. */
export function deviceWords(device: DeviceView): string {
  if (device.here) return t('desk-device-here');
  return device.number === null ? t('desk-device-unknown') : t('desk-device', { number: device.number });
}
