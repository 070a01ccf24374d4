import { t, type Key } from '../../i18n';

const NAMES: Record<string, Key> = {
  first_name: 'alike-field-first-name', last_name: 'alike-field-last-name', born: 'alike-field-born', sex: 'alike-field-sex', pesel: 'alike-field-pesel', address: 'alike-field-address',
};

/** What two files may say differently: of a person, or without one of the family. */
export function aboutField(field: string, person: string): string {
  const name = t(NAMES[field] ?? 'alike-field-other');
  return person ? `${person}: ${name}` : name;
}
