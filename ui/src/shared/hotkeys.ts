/** Key chords written as `Ctrl+ArrowDown`, `Alt+KeyN`, `F1`: modifiers, then the event's `code`. */
export function isChord(event: KeyboardEvent, chord: string): boolean {
  const parts = chord.split('+');
  const code = parts.pop();
  if (event.getModifierState?.('AltGraph')) return false;
  return (
    event.code === code &&
    event.ctrlKey === parts.includes('Ctrl') &&
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === parts.includes('Shift') &&
    !event.metaKey
  );
}

/** True where a typed character belongs to the text, so that `?` opens no help there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** Runs what single letters stand for while the focus is inside an entry, and never while somebody types. */
export function onLetters(acts: () => Partial<Record<string, () => void>>): (event: KeyboardEvent) => void {
  return (event) => {
    if (isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const act = acts()[event.code];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
