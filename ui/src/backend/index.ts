import { isTauri } from '@tauri-apps/api/core';

import type { Backend } from './backend';
import { httpBackend } from './http';
import { tauriBackend } from './tauri';

export type { Arguments, Answer, Backend, CommandName, UnregisteredVisit } from './backend';
export { problemOf } from './problem';

/** The door that fits where the page runs. */
export function openBackend(): Backend {
  return isTauri() ? tauriBackend : httpBackend;
}
