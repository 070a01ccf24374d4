/** Every text of the screen, by a typed key. `keys.ts` is written by `npm run keys` from `pl.ftl`; a test compares them. */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

import type { Key } from './keys';
import source from './pl.ftl?raw';

export type { Key } from './keys';

const bundle = new FluentBundle('pl', { useIsolating: false });
bundle.addResource(new FluentResource(source));

/** The text of a key; an argument missing from the call shows as its name in braces. */
export function t(key: Key, args: Record<string, FluentVariable> = {}): string {
  const pattern = bundle.getMessage(key)?.value;
  return pattern ? bundle.formatPattern(pattern, args, []) : key;
}
