/**
 * What is loaded would be replaced by something that is nearly always damaged or partial. The message says
 * which and why.
 */
export class ReplacementDoubtful extends Error {}
