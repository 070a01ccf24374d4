// What a person does without a mouse, and what must hold wherever the keyboard brings her.
import assert from 'node:assert/strict';

/**
 * Presses Tab until the focus stands in `selector`. On the way each stop must show a focus ring. `back` walks the other way.
 */
export async function tabTo(page, selector, { back = false, most = 150 } = {}) {
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    const here = await page.evaluate((wanted) => {
      const element = document.activeElement;
      // A heading or the whole screen takes the focus from the program, when it opens; Tab never stops there.
      if (!element || element === document.body || element.tabIndex < 0) return { found: false, ringed: true, name: 'the page' };
      const ring = getComputedStyle(element);
      return { found: element.matches(wanted), ringed: ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2, name: element.id || element.getAttribute('name') || element.textContent?.trim().slice(0, 40) };
    }, selector);
    assert.ok(here.ringed, `no focus ring on „${here.name}”`);
    if (here.found) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

/** Tab to it, then Enter. */
export async function press(page, selector, options) {
  await tabTo(page, selector, options);
  await page.keyboard.press('Enter');
}

/** Tab to it, then type over what is there. */
export async function write(page, selector, text, options) {
  await tabTo(page, selector, options);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** The dialog of the system, which a browser has not: from now on this place is chosen when the command asks for a file. */
export const chooses = (page, command, path) => page.route(`**/api/${command}`, async (route) => {
  const asked = JSON.parse(route.request().postData() || '{}');
  const response = await route.fetch({ postData: JSON.stringify({ ...asked, path }) });
  const answer = await response.json();
  await route.fulfill({ response, json: response.ok() ? (answer ?? { path }) : answer });
});

export const text = (page, words) => page.getByText(words).first().waitFor();
