// A practice office, laptops and a browser for the tests beside it; everything is ended and removed by `close`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url);
const { chromium } = createRequire(new URL('ui/package.json', root))('playwright-core');
const PAGE = process.env.TEREN_PAGE ?? new URL('ui/dist', root).pathname;
export const PASSPHRASE = 'cztery zwykłe słowa razem';

/** Where the programs stand and which browser is used: told by `cargo xtask test`. */
function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; these tests are started by cargo xtask test`);
  return value;
}

/** Starts a program and gives the first line it prints. */
async function start(program, args) {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const child = spawn(join(told('TEREN_PROGRAMS'), program + suffix), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8');
  while (!said.includes('\n')) {
    const [part] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => { throw new Error(`${program} ended`); })]);
    said += part;
  }
  return { child, line: said.split('\n')[0] };
}

export async function openStage() {
  const folder = mkdtempSync(join(tmpdir(), 'teren-ui-'));
  const children = [];
  const run = async (program, args) => {
    const { child, line } = await start(program, args);
    children.push(child);
    return line;
  };
  const office = JSON.parse(await run('teren-office', ['demo', '--dir', join(folder, 'office'), '--listen', '127.0.0.1:0']));
  const browser = await chromium.launch({ executablePath: told('TEREN_BROWSER'), headless: true, args: ['--no-sandbox'] });

  const laptops = new Map();
  return {
    codes: office.codes,
    /** The office's own tool, beside its server; gives what it says, a line each. */
    async tool(...words) {
      const child = spawn(join(told('TEREN_PROGRAMS'), `teren-office${process.platform === 'win32' ? '.exe' : ''}`), [...words, '--dir', join(folder, 'office')], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8');
      child.stdout.on('data', (part) => { said += part; });
      const [code] = await once(child, 'close');
      if (code !== 0) throw new Error(`teren-office ${words.join(' ')} ended with ${code}`);
      return said.split('\n').filter(Boolean).map((line) => JSON.parse(line));
    },
    /** Where files that go from hand to hand are kept. */
    folder,
    /** Another centre: the codes of its people. */
    async neighbour() {
      return JSON.parse(await run('teren-office', ['demo', '--dir', join(folder, 'neighbour'), '--listen', '127.0.0.1:0'])).codes;
    },
    /** A laptop of an earlier story, as it left it. */
    again: (name) => laptops.get(name),
    /** A laptop with nothing on it: its page, and its core to be asked without the page. */
    async laptop(name) {
      const address = await run('teren-dev-host', [join(folder, name), PAGE, '0']);
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'pl-PL', colorScheme: 'light', reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      const call = async (command, args = {}) => {
        const answer = await fetch(`${address}/api/${command}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(args) });
        if (!answer.ok) throw new Error(`${command}: ${await answer.text()}`);
        return answer.json();
      };
      const known = { page, call, open: () => page.goto(address) };
      laptops.set(name, known);
      return known;
    },
    async close() {
      await browser.close();
      for (const child of children) {
        const ended = once(child, 'exit');
        child.kill();
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
