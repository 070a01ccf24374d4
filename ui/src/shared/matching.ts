/** Letters without their marks, ł included, so that „lodz” finds „Łódź”. */
export function plainLetters(text: string): string {
  return text.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replace(/\p{M}/gu, '');
}

/** Options whose label holds every typed word, those that begin with the text first. */
export function matching<O extends { label: string }>(options: O[], typed: string): O[] {
  const words = plainLetters(typed).split(/\s+/).filter(Boolean);
  const first = words[0] ?? '';
  return options
    .filter((option) => words.every((word) => plainLetters(option.label).includes(word)))
    .sort((a, b) => Number(plainLetters(b.label).startsWith(first)) - Number(plainLetters(a.label).startsWith(first)));
}
