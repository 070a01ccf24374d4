import type { Answer, Arguments, Backend, CommandName } from './backend';
import { problemOf } from './problem';

/** The door on a loopback host of the same origin: tests and development only. */
export const httpBackend: Backend = {
  async call<C extends CommandName>(command: C, args: Arguments<C>): Promise<Answer<C>> {
    const sent = JSON.stringify(args);
    let body: unknown;
    let ok = false;
    try {
      const response = await fetch(`/api/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: sent,
        // An answer outlives the page it was typed on; browsers allow that up to 64 kB.
        keepalive: command === 'save_answer' && sent.length < 60_000,
      });
      ok = response.ok;
      body = await response.json();
    } catch (thrown) {
      throw problemOf(thrown);
    }
    if (!ok) throw problemOf(body);
    return body as Answer<C>;
  },

  beforeClose(flush) {
    const leave = () => void flush();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  },
};
