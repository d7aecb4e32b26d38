/** What somebody may look at another agency's records for. The words are for the page; the keys are the law's handles. */
export const purposes = {
  prevention: 'Preventing violence',
  safeguarding: 'Safeguarding a child or an adult at risk',
  'immediate-risk': 'Responding to an immediate risk',
  'law-enforcement': 'Law enforcement',
} as const;

export type Purpose = keyof typeof purposes;

export const purposeNames = Object.keys(purposes) as readonly Purpose[];

export function isPurpose(text: unknown): text is Purpose {
  return typeof text === 'string' && Object.hasOwn(purposes, text);
}
