/**
 * A name as it is searched for: small letters and digits without accents or marks, one space between words. The
 * database compares such keys byte by byte, which is the comparison that a policy lets an index serve.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’`.]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
