const names = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * The month that a cell says, as YYYY-MM; undefined when it says none. Reads 2025-06, 06/2025,
 * June 2025, Jun 2025 and a whole date 2025-06-01, which is what a spreadsheet's date becomes. A date
 * such as 01/06/2025 may mean two months, so it means none.
 */
export function readMonth(text: string): string | undefined {
  const numbered =
    /^(?<year>(?:19|20)\d\d)-(?<month>\d\d)(?:-(?<day>\d\d))?$/.exec(text) ??
    /^(?<month>\d\d?)\/(?<year>(?:19|20)\d\d)$/.exec(text);
  if (numbered !== null) {
    const { year = '', month = '', day } = numbered.groups ?? {};
    return Number(day ?? 1) > 31 || day === '00' ? undefined : inYear(year, Number(month));
  }
  const named = /^(?<name>[a-z]{3,9})\.?\s+(?<year>(?:19|20)\d\d)$/i.exec(text)?.groups;
  if (named === undefined) return undefined;
  const name = (named['name'] ?? '').toLowerCase();
  const place = names.findIndex((whole) => [whole, whole.slice(0, 3)].includes(name));
  return inYear(named['year'] ?? '', place + 1);
}

function inYear(year: string, month: number): string | undefined {
  return month >= 1 && month <= 12 ? `${year}-${String(month).padStart(2, '0')}` : undefined;
}
