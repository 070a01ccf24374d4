/** The characters of a sygnatura in groups of five, whatever stands between them. */
export function groupsOfFive(sygnatura: string): string[] {
  return sygnatura.toUpperCase().replace(/[^0-9A-Z*~$=]/g, '').match(/.{1,5}/g) ?? [];
}
