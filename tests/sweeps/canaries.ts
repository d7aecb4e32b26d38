/** One word for each personal field. None is part of another, and none is a word of any page. */
export const canaries = {
  givenNames: 'Zqgivenqz',
  familyName: 'Zqfamilyqz',
  earlierGivenNames: 'Zqearlierqz',
  alias: 'Zqaliasqz',
  contact: 'Zqcontactqz',
  safeContact: 'Zqsafelyqz',
  location: 'Zqplaceqz',
  health: 'Zqhealthqz',
  informant: 'Zqinformantqz',
  informantNote: 'Zqhearsayqz',
  restrictedName: 'Zqrestrictedqz',
  sealedName: 'Zqsealedqz',
  exclusionReason: 'Zqkeptoutqz',
  glassReason: 'Zqglassqz',
  glassReview: 'Zqreviewqz',
  retentionReason: 'Zqholdqz',
  correction: 'Zqcorrectionqz',
  linkedPerson: 'Zqrelativeqz',
  linkedAddress: 'Zqneighbourqz',
  linkedContact: 'zqownnumberqz@link.example',
  colleagueName: 'Zqcolleagueqz',
  colleagueEmail: 'zqcolleaguemailqz@harbourshire.example',
  invitedName: 'Zqinvitedqz',
  invitedEmail: 'zqinvitedmailqz@harbourshire.example',
  draftTitle: 'Zqdraftqz',
  draftSummary: 'Zqsummaryqz',
} as const;

export type Field = keyof typeof canaries;

export const fields = Object.keys(canaries) as readonly Field[];

/** Nobody else in these worlds was born then. */
export const birth = {
  'born-day': '17',
  'born-month': '4',
  'born-year': '1931',
} as const;

const bySpelling = new Map<string, Field>(
  fields.map((field) => [canaries[field].toLowerCase(), field]),
);
const anyOfThem = new RegExp([...bySpelling.keys()].join('|').replaceAll('.', '\\.'), 'g');

/** Whose canaries a text holds, however they are written in it. */
export function fieldsIn(text: string): Set<Field> {
  const found = new Set<Field>();
  for (const [spelling] of text.toLowerCase().matchAll(anyOfThem)) {
    const field = bySpelling.get(spelling);
    if (field !== undefined) found.add(field);
  }
  return found;
}
