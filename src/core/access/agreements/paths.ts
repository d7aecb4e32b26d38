/** Where the parties of a version sign it. Mails name it, so it lives beside what sends them. */
export function signingPath(agreementId: string, number: number | string): string {
  return `/information-sharing/agreements/${agreementId}/versions/${number}/signature`;
}
