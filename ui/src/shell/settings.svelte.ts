export type Theme = 'jasny' | 'ciemny' | 'slonce';

export const THEMES: readonly Theme[] = ['jasny', 'ciemny', 'slonce'];
export const TEXT_PERCENTS = [100, 115, 130, 150, 200] as const;
export const LOCK_MINUTES = [2, 5, 10, 15, 30] as const;

const KEY = 'teren-settings';

interface Kept { theme: Theme; textPercent: number; lockMinutes: number }

/** What a person chose on this laptop, and nothing else. */
function kept(): Partial<Kept> {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Kept>;
    const theme = THEMES.find((theme) => theme === found.theme);
    const textPercent = TEXT_PERCENTS.find((percent) => percent === found.textPercent);
    const lockMinutes = LOCK_MINUTES.find((minutes) => minutes === found.lockMinutes);
    return { ...(theme && { theme }), ...(textPercent && { textPercent }), ...(lockMinutes && { lockMinutes }) };
  } catch {
    return {};
  }
}

/** Engines ask a container query again when its container changes, and not when the root's text grows: so it changes for a moment. */
function askBreakpointsAgain(root: HTMLElement): void {
  const page = root.querySelector<HTMLElement>('#app');
  if (!page) return;
  page.style.containerType = 'normal';
  void page.offsetWidth;
  page.style.containerType = '';
}

/** How this laptop looks and when it locks; kept in the page's own storage, never about a family. */
export class Settings {
  #chosen = $state<Partial<Kept>>(kept());
  #systemIsDark = $state(false);

  constructor() {
    if (typeof matchMedia !== 'function') return;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark = dark.matches;
    dark.addEventListener('change', () => { this.#systemIsDark = dark.matches; });
  }

  /** As chosen; until then as the system is, evening and morning. */
  get theme() { return this.#chosen.theme ?? (this.#systemIsDark ? 'ciemny' : 'jasny'); }
  set theme(theme: Theme) { this.#keep({ theme }); }
  get textPercent() { return this.#chosen.textPercent ?? 100; }
  set textPercent(textPercent: number) { this.#keep({ textPercent }); }
  get lockMinutes() { return this.#chosen.lockMinutes ?? 5; }
  set lockMinutes(lockMinutes: number) { this.#keep({ lockMinutes }); }

  /** Puts theme and text size on the page. */
  apply(root: HTMLElement): void {
    root.dataset['theme'] = this.theme;
    root.style.setProperty('--text-scale', String(this.textPercent / 100));
    askBreakpointsAgain(root);
  }

  #keep(change: Partial<Kept>): void {
    this.#chosen = { ...this.#chosen, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#chosen));
    } catch {
      // A full or forbidden page storage costs only the memory of a setting.
    }
  }
}
