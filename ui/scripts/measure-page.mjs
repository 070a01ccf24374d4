// Opens a case in the real page, types into it, and says when each was painted: JSON on stdout, milliseconds.
// node scripts/measure-page.mjs ADDRESS BROWSER PASSPHRASE DOCUMENT
import { chromium } from 'playwright-core';

const [address, browserPath, passphrase, document_] = process.argv.slice(2);
const OPENINGS = 11;
const FRAME = 1000 / 60;
const VIEWPORT = { width: 1366, height: 768 };
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
  const seen = { keys: [], busy: [], frames: [], waited: [] };
  window.seen = seen;
  // A message posted inside a frame's callback is delivered after that frame was painted.
  const afterPaint = (then) => requestAnimationFrame((begun) => {
    const called = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now(), begun, called);
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
    afterPaint((now, begun, called) => {
      seen.keys.push(now - start);
      seen.frames.push(now - called);
      seen.waited.push(begun - start);
    });
  }, { capture: true });
  /** When a section was first painted, and when the whole of it stood. */
  window.opening = () => new Promise((done) => {
    let painted = null;
    const observer = new MutationObserver(() => {
      const section = document.querySelector('[data-open-section]');
      if (!section) return;
      painted ??= new Promise((then) => afterPaint((now) => then({ now, page: document.body.innerHTML })));
      if (section.getAttribute('aria-busy') === 'true') return;
      observer.disconnect();
      afterPaint(async (whole) => {
        const first = await painted;
        done({ painted: first.now, page: first.page, whole });
      });
    });
    observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-busy'] });
  });
  window.firstOpening = window.opening();
}

/** A freshly loaded page that goes on where the person was: its script is compiled on the way. */
async function fresh(page) {
  await page.goto(address);
  return page.evaluate(async () => {
    const { painted } = await window.firstOpening;
    return painted - performance.getEntriesByType('resource').filter((found) => found.name.endsWith('/api/open_interview')).at(-1).startTime;
  });
}

/** From the list of visits, by the Enter key, as it is opened all day. */
async function reopened(page) {
  await page.locator('#nav-cases').click();
  await page.locator('#start-next').focus();
  await page.waitForTimeout(300);
  await page.evaluate(() => {
    window.addEventListener('keydown', (event) => { window.pressed = event.timeStamp; }, { capture: true, once: true });
    window.reopening = window.opening();
  });
  await page.keyboard.press('Enter');
  return page.evaluate(async () => {
    const { painted, whole, page } = await window.reopening;
    return { painted: painted - window.pressed, whole: whole - window.pressed, page };
  });
}

/** The floor: what was first painted, as plain HTML under the same style, in a page without a script. */
async function bare(browser, html) {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.route('**/*.js', (route) => route.abort());
  await page.addInitScript(observe);
  await page.goto(address);
  const times = [];
  for (let turn = 0; turn < OPENINGS; turn += 1) {
    await page.waitForTimeout(100);
    times.push(await page.evaluate((text) => new Promise((done) => {
      document.body.innerHTML = '';
      setTimeout(() => {
        const start = performance.now();
        document.body.innerHTML = text;
        window.afterPaint((now) => done(now - start));
      }, 100);
    }), html));
  }
  await page.close();
  return times;
}

await ask('start_practice', { passphrase });
await ask('remember_place', { place: { document: document_, section: 'A', record: null, field: null } });
const browser = await chromium.launch({ executablePath: browserPath, headless: true, args: ['--no-sandbox'] });
const result = {};
try {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.addInitScript(observe);
  const loads = [];
  for (let turn = 0; turn < OPENINGS; turn += 1) loads.push(await fresh(page));
  const openings = [];
  for (let turn = 0; turn < OPENINGS; turn += 1) openings.push(await reopened(page));
  result['open: Enter to painted'] = figures(openings.map((one) => one.painted));
  result['open: Enter to the whole section'] = figures(openings.map((one) => one.whole));
  result['open: fresh page, request to painted'] = figures(loads);

  const changes = [];
  const sections = await page.locator('button[data-section][data-state]').evaluateAll((buttons) => buttons.map((button) => button.dataset.section));
  const typed = { keys: [], busy: [], frames: [], waited: [] };
  for (const section of sections) {
    changes.push(await page.evaluate((name) => new Promise((done) => {
      const start = performance.now();
      document.querySelector(`button[data-section="${name}"]`).click();
      const look = () => (document.querySelector(`[data-open-section="${name}"]`) ? window.afterPaint((now) => done(now - start)) : setTimeout(look, 0));
      look();
    }), section));
    await page.locator('[data-open-section][aria-busy="false"]').waitFor();
    const card = page.locator('[data-member] button[aria-expanded="false"]').first();
    if (await card.count() > 0) await card.click();
    const control = page.locator('[data-open-section] :is(textarea, input[type="text"]:not([role="combobox"]):not([readonly]))').last();
    if (await control.count() === 0) continue;
    await control.focus();
    await page.evaluate(() => { for (const kept of Object.values(window.seen)) kept.length = 0; });
    for (const key of TEXT) {
      await page.keyboard.type(key, { delay: 0 });
      await page.waitForTimeout(23);
    }
    const seen = await page.evaluate(() => window.seen);
    for (const name of Object.keys(typed)) typed[name].push(...seen[name]);
  }
  result['key: input to painted'] = figures(typed.keys);
  result['key: handlers and layout'] = figures(typed.busy);
  result['key: painting its frame'] = figures(typed.frames);
  // A key waits for the next frame at most as long as a frame lasts; longer, and a frame went by without it.
  result['key: in the very next frame, share'] = figures([typed.waited.filter((wait) => wait <= FRAME + 0.5).length / typed.waited.length]);
  result['change of section to painted'] = figures(changes);
  const papers = [];
  for (let turn = 0; turn < OPENINGS; turn += 1) {
    papers.push(await page.evaluate(() => new Promise((done) => {
      const start = performance.now();
      document.getElementById('paper-view').click();
      const look = () => (document.querySelector('[data-to-field]') ? window.afterPaint((now) => done(now - start)) : setTimeout(look, 0));
      look();
    })));
    await page.locator('#paper-view').click();
    await page.locator('[data-open-section][aria-busy="false"]').waitFor();
  }
  result['paper view to painted'] = figures(papers);
  // Last: the page measured before stands behind this one from here on, and a page behind paints nothing.
  result['floor: the same, bare HTML'] = figures(await bare(browser, openings[0].page));
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(result));
