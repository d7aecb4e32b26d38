/**
 * What a published crime type does and does not tell, where readers take it for something else. Crime types
 * are the same for every force in England and Wales.
 */
const notes: Readonly<Record<string, string>> = {
  'Possession of weapons':
    'This counts weapons that were found on people, not violence. It rises when the police search more people. It is not knife crime.',
  Robbery:
    'This counts robbery with and without a weapon. The police do not publish whether a knife was used. It is not knife crime.',
  'Violence and sexual offences':
    'This counts everything from a push to murder, and sexual offences too. Knife use and domestic abuse cannot be told from it. It is not serious violence.',
  'Public order':
    'This counts offences such as causing fear or distress. Most of them are not violence.',
  Drugs:
    'This counts drug offences of every kind. County Lines is not marked. It rises when the police look for drugs more.',
};

const allTypes =
  'This counts everything that was recorded, most of it theft, and anti-social behaviour that is no crime.';

/** What a crime type must not be taken for; undefined where it says what it is. */
export function crimeTypeNote(crimeType: string | undefined): string | undefined {
  return crimeType === undefined ? allTypes : notes[crimeType];
}
