import type { AttachmentView } from '../../backend/types';
import { t } from '../../i18n';

const SHOWN = new Intl.NumberFormat('pl-PL', { maximumFractionDigits: 1 });

/** „PDF, 1,2 MB”. */
export function sizeOf({ kilobytes, media }: AttachmentView): string {
  const size = kilobytes < 1024 ? t('attachment-kilobytes', { size: kilobytes }) : t('attachment-megabytes', { size: SHOWN.format(kilobytes / 1024) });
  return `${t(`attachment-media-${media}`)}, ${size}`;
}
