// Types into the real page and says when each key was painted: JSON on stdout, milliseconds.
// node scripts/keystroke.mjs ADDRESS BROWSER PASSPHRASE DOCUMENT
import { chromium } from 'playwright-core';

const [address, browserPath, passphrase, document_] = process.argv.slice(2);
const OPENINGS = 7;
const TEXT = 'Rodzina mieszka w dwóch pokojach z kuchnią, ogrzewanie piecowe. ';

const ask = async (command, args) => {
  const answer = await fetch(`${address}/api/${command}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(args) });
  if (!answer.ok) throw new Error(`${command}: ${await answer.text()}`);
  return answer.json();
};

const figures = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
  return { median: at(0.5), p95: at(0.95), count: sorted.length };
};

/** Runs in the page: what was painted when. */
function observe() {
  const seen = { keys: [], busy: [], opened: 0 };
  window.seen = seen;
  // A message posted inside a frame's callback is delivered after that frame was painted.
  const afterPaint = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(null);
  });
  window.afterPaint = afterPaint;
  window.addEventListener('input', (event) => {
    const start = event.timeStamp;
    // After the page's own handlers and its effects: layout is forced, so that its cost is in the figure.
    queueMicrotask(() => queueMicrotask(() => {
      void document.body.offsetHeight;
      seen.busy.push(performance.now() - start);
    }));
    afterPaint((now) => seen.keys.push(now - start));
  }, { capture: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-open-section]')) return;
    observer.disconnect();
    afterPaint((now) => { seen.opened = now; });
  }).observe(document, { childList: true, subtree: true });
}

await ask('start_practice', { passphrase });
await ask('remember_place', { place: { document: document_, section: 'A', record: null, field: null } });
const browser = await chromium.launch({ executablePath: browserPath, headless: true, args: ['--no-sandbox'] });
const result = {};
try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.addInitScript(observe);
  const whole = [];
  const mounts = [];
  for (let place = 0; place < OPENINGS; place += 1) {
    await page.goto(address);
    await page.waitForFunction(() => window.seen?.opened > 0);
    const [opened, entry] = await page.evaluate(() => {
      const asked = performance.getEntriesByType('resource').filter((found) => found.name.endsWith('/api/open_interview')).at(-1);
      return [window.seen.opened, asked && { start: asked.startTime, end: asked.responseEnd }];
    });
    whole.push(opened - entry.start);
    mounts.push(opened - entry.end);
  }
  result['open: request to painted'] = figures(whole);
  result['open: answer to painted'] = figures(mounts);

  const changes = [];
  const sections = await page.locator('button[data-section]').evaluateAll((buttons) => buttons.map((button) => button.dataset.section));
  const keys = [];
  const busy = [];
  for (const section of sections.filter((name) => name !== 'summary')) {
    changes.push(await page.evaluate((name) => new Promise((done) => {
      const start = performance.now();
      document.querySelector(`button[data-section="${name}"]`).click();
      const look = () => (document.querySelector(`[data-open-section="${name}"]`) ? window.afterPaint((now) => done(now - start)) : setTimeout(look, 0));
      look();
    }), section));
    const card = page.locator('[data-member] button[aria-expanded="false"]').first();
    if (await card.count() > 0) await card.click();
    const control = page.locator('[data-open-section] :is(textarea, input[type="text"]:not([role="combobox"]):not([readonly]))').last();
    if (await control.count() === 0) continue;
    await control.focus();
    await page.evaluate(() => { window.seen.keys = []; window.seen.busy = []; });
    for (const key of TEXT) {
      await page.keyboard.type(key, { delay: 0 });
      await page.waitForTimeout(23);
    }
    const seen = await page.evaluate(() => window.seen);
    keys.push(...seen.keys);
    busy.push(...seen.busy);
  }
  result['key: input to painted'] = figures(keys);
  result['key: handlers and layout'] = figures(busy);
  result['change of section to painted'] = figures(changes);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(result));
