/** "1 code", "3 codes", "no codes". */
export function countInWords(count: number, thing: string): string {
  return `${count === 0 ? 'no' : count} ${thing}${count === 1 ? '' : 's'}`;
}
