/** Where anybody signed in reads a version. What shows a record names it as the reason, so it lives here. */
export function versionPath(agreementId: string, number: number | string): string {
  return `/information-sharing/agreements/${agreementId}/versions/${number}`;
}

/** Where the parties of a version sign it. Mails name it, so it lives beside what sends them. */
export function signingPath(agreementId: string, number: number | string): string {
  return `${versionPath(agreementId, number)}/signature`;
}
