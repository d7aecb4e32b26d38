/** Runs that keyboards, alphabets and counting offer; a password made of one is tried first. */
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '012345678901234567890',
  '098765432109876543210',
];

/** Words that lists of broken passwords begin with, and that people reach for in a service such as this. */
const words =
  'password|passwort|passw0rd|p@ssword|p@ssw0rd|letmein|welcome|admin|administrator|iloveyou|monkey|dragon|football|liverpool|arsenal|chelsea|princess|sunshine|master|shadow|superman|qwerty|qwertyuiop|breakwater|police|council|partnership|changeme|secret|summer|winter|spring|autumn|london';
const wordAndFiller = new RegExp(`^(?:(?:${words})[^a-z]*)+$`);

/**
 * Whether a password is one that is tried first: a run, one thing over and over, or only common
 * words with digits and signs between them. The lists that attackers use hold little else of this length.
 */
export function isPredictablePassword(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase().replaceAll(' ', '');
  if (/^(.{1,4})\1+.{0,3}$/.test(plain)) return true;
  if (runs.some((run) => run.includes(plain) || `${run}${run}`.includes(plain))) return true;
  return wordAndFiller.test(plain);
}
