const KEY = 'teren-last-profile';

/** The id of the profile opened last on this laptop: an id only, no name. */
export function lastProfile(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberProfile(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Without page storage the person chooses a profile once more.
  }
}
