/** The code or the passkey's answer was not right: what was begun is undone. */
export class RefusedAnswer extends Error {}
