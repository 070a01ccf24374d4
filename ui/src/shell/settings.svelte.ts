export type Theme = 'jasny' | 'ciemny' | 'slonce';

export const THEMES: readonly Theme[] = ['jasny', 'ciemny', 'slonce'];
export const TEXT_PERCENTS = [100, 115, 130, 150, 200] as const;
export const LOCK_MINUTES = [2, 5, 10, 15, 30] as const;

const KEY = 'teren-settings';

interface Kept { theme: Theme; textPercent: number; lockMinutes: number }

function kept(): Kept {
  const dark = typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches;
  const start: Kept = { theme: dark ? 'ciemny' : 'jasny', textPercent: 100, lockMinutes: 5 };
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Kept>;
    return {
      theme: THEMES.find((theme) => theme === found.theme) ?? start.theme,
      textPercent: TEXT_PERCENTS.find((percent) => percent === found.textPercent) ?? start.textPercent,
      lockMinutes: LOCK_MINUTES.find((minutes) => minutes === found.lockMinutes) ?? start.lockMinutes,
    };
  } catch {
    return start;
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
  #values = $state<Kept>(kept());

  get theme() { return this.#values.theme; }
  set theme(theme: Theme) { this.#keep({ theme }); }
  get textPercent() { return this.#values.textPercent; }
  set textPercent(textPercent: number) { this.#keep({ textPercent }); }
  get lockMinutes() { return this.#values.lockMinutes; }
  set lockMinutes(lockMinutes: number) { this.#keep({ lockMinutes }); }

  /** Puts theme and text size on the page. */
  apply(root: HTMLElement): void {
    root.dataset['theme'] = this.theme;
    root.style.setProperty('--text-scale', String(this.textPercent / 100));
    askBreakpointsAgain(root);
  }

  #keep(change: Partial<Kept>): void {
    this.#values = { ...this.#values, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // A full or forbidden page storage costs only the memory of a setting.
    }
  }
}
