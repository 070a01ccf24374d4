import { invoke } from '@tauri-apps/api/core';
import { getCurrentWindow } from '@tauri-apps/api/window';

import type { Answer, Arguments, Backend, CommandName } from './backend';
import { problemOf } from './problem';

/** The door in the desktop window. */
export const tauriBackend: Backend = {
  async call<C extends CommandName>(command: C, args: Arguments<C>): Promise<Answer<C>> {
    try {
      return await invoke<Answer<C>>(command, { ...args });
    } catch (thrown) {
      throw problemOf(thrown);
    }
  },

  beforeClose(flush) {
    let warned = false;
    const undo = getCurrentWindow().onCloseRequested(async (request) => {
      if (await flush()) return;
      if (!warned) request.preventDefault();
      warned = true;
    });
    return () => {
      void undo.then((stop) => stop());
    };
  },
};
