import { isTyping } from '../../shared/hotkeys';
import type { Desk } from './desk.svelte';

interface Acts { confirm: () => Promise<void>; stand: () => Promise<void> }

/** Where the person may begin to write the third value. */
function firstControl(): HTMLElement | null {
  return document.querySelector('#desk-third :is(textarea, input, button, select)');
}

function letters(desk: Desk, acts: Acts): Record<string, () => unknown> {
  const combined = desk.options.flatMap((option, place) => (option.kind === 'combined' ? [[`Key${option.key}`, () => desk.choose(place)] as const] : []));
  return {
    ...Object.fromEntries(combined),
    KeyE: () => { desk.writeThird(); setTimeout(() => firstControl()?.focus()); },
    KeyN: () => { desk.step(1); void acts.stand(); },
    KeyP: () => { desk.step(-1); void acts.stand(); },
    KeyH: () => (desk.historyOpen = !desk.historyOpen),
    KeyU: () => (desk.listOpen = !desk.listOpen),
    KeyR: () => document.getElementById('desk-reason')?.focus(),
  };
}

/** The keys of the desk. In a field only Enter of the reason, Ctrl + Enter and Esc act. */
export function actOnKey(event: KeyboardEvent, desk: Desk, acts: Acts): void {
  if (event.altKey || event.metaKey || document.querySelector('[role="dialog"]')) return;
  const { target } = event;
  const inReason = target instanceof HTMLElement && target.id === 'desk-reason';
  const typing = isTyping(target);
  let act: (() => unknown) | undefined;
  if (event.code === 'Enter' && (event.ctrlKey || inReason || (!typing && !(target instanceof HTMLButtonElement)))) act = acts.confirm;
  else if (event.code === 'Escape' && typing) act = acts.stand;
  else if (!typing && !event.ctrlKey) act = /^Digit[1-9]$/.test(event.code) ? () => desk.choose(Number(event.code.slice(5)) - 1) : letters(desk, acts)[event.code];
  if (!act) return;
  event.preventDefault();
  void act();
}
