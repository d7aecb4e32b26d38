const longest = 200;

/**
 * What a sent file is called here: the last part of its path, without characters that cannot be
 * seen or that turn the line around, at most 200 characters. It is shown, never used as a path.
 */
export function cleanFileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const visible = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  const name = visible.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
  return /^\.*$/.test(name) ? 'file without a name' : name;
}
