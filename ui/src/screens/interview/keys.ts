import { tick } from 'svelte';

import { isChord, isTyping } from '../../shared/hotkeys';
import { SUMMARY, type Interview } from './interview.svelte';

/** The „add” button of the table the focus is in, else the first of the section. */
function addButton(): HTMLButtonElement | null {
  const holders = [document.activeElement?.closest('[data-block]'), document.activeElement?.closest('[data-block]')?.parentElement?.closest('[data-block]')];
  for (const holder of holders) {
    const button = holder?.querySelector<HTMLButtonElement>('[data-add]');
    if (button) return button;
  }
  return document.querySelector<HTMLButtonElement>('[data-add]');
}

async function addRow(interview: Interview): Promise<void> {
  interview.unfolding.finish();
  await tick();
  addButton()?.click();
}

/** The keys of the interview: sections, summary, a new row, the next finding. */
export function actOnKey(event: KeyboardEvent, interview: Interview): void {
  const acts: [string, () => unknown][] = [
    ['Ctrl+ArrowDown', () => interview.step(1)],
    ['Ctrl+ArrowUp', () => interview.step(-1)],
    ['Ctrl+End', () => interview.goTo({ section: SUMMARY })],
    ['Alt+KeyB', () => interview.goToNextFinding()],
    ['Alt+KeyN', () => addRow(interview)],
  ];
  if (interview.removed && !isTyping(event.target)) acts.push(['Ctrl+KeyZ', () => interview.undoRemoval()]);
  const act = document.querySelector('[role="dialog"]') ? undefined : acts.find(([chord]) => isChord(event, chord));
  if (!act) return;
  event.preventDefault();
  void act[1]();
}
