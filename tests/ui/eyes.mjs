// What every screen must satisfy: WCAG 2.1 AA by axe-core, contrast in each theme, no sideways scrolling at 200 % zoom, targets of 44 px.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(new URL('../../ui/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1280, height: 900 };
/** What a window of 1280 × 900 is to the page when zoomed to 200 %. */
const ZOOMED = { width: 640, height: 450 };
const EVERYTHING = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] };
/** The theme for sunlight promises 7:1, which is the enhanced rule. */
const CONTRAST = { ciemny: ['color-contrast'], slonce: ['color-contrast', 'color-contrast-enhanced'] };

async function violations(page, runOnly) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const found = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'], elementRef: false }), runOnly);
  return found.violations.flatMap((one) => one.nodes.slice(0, 3).map((node) => `${one.id}: ${node.target.join(' ')}: ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')}`));
}

const scrollsSideways = (page) => page.evaluate(() => {
  const scrolled = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return scrolled > 0 ? [`the page is ${scrolled} px wider than the window`] : [];
});

/** Controls a finger cannot hit: below 44 px either way. A radio or a checkbox is as large as its label. */
const small = (page) => page.evaluate(() => {
  const seen = [...document.querySelectorAll('button, a[href], input, textarea')].filter((element) => element.checkVisibility() && !element.matches('.skip'));
  const sized = seen.map((element) => [element, (element.closest('label') ?? element).getBoundingClientRect()]);
  return sized.filter(([, box]) => box.width < 43.5 || box.height < 43.5).map(([element, box]) => `${element.id || element.name || element.textContent.trim()} is ${Math.round(box.width)} × ${Math.round(box.height)} px`);
});

/** Looks at the screen as it stands; `briefly` leaves out the other themes. */
export async function look(page, name, { briefly = false } = {}) {
  const faults = [...(await violations(page, EVERYTHING)), ...(await small(page)), ...(await scrollsSideways(page))];
  const theme = await page.evaluate(() => document.documentElement.dataset.theme);
  for (const [other, rules] of Object.entries(briefly ? {} : CONTRAST)) {
    await page.evaluate((wanted) => { document.documentElement.dataset.theme = wanted; }, other);
    const seen = await violations(page, { type: 'rule', values: rules });
    faults.push(...seen.map((fault) => `${other}: ${fault}`));
  }
  await page.evaluate((first) => { document.documentElement.dataset.theme = first; }, theme);
  await page.setViewportSize(ZOOMED);
  faults.push(...(await scrollsSideways(page)).map((fault) => `at 200 % ${fault}`), ...(await small(page)).map((fault) => `at 200 % ${fault}`));
  await page.setViewportSize(WIDE);
  assert.deepEqual(faults, [], name);
}
