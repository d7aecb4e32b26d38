/** What was sent by mail, and what could not be. */
export function sentMailPath(show?: 'failed' | 'waiting'): string {
  return show === undefined ? '/sent-mail' : `/sent-mail?show=${show}`;
}
