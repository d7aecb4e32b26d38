import { z } from 'zod';
import type { GoodFile } from '#platform/checked-files/file-problem.ts';
import { purposeNames } from '#core/access/purposes.ts';
import type { Cast } from './demonstration-cast.ts';
import { Invented, InventedPhone } from './invented.ts';
import type { ProblemCollector } from './problem-collector.ts';
import { Identifier, Words } from './profile-fields.ts';

/** Who else has to do with a record in the story: each of the cast. */
const RecordPeople = z.strictObject({
  named: z.array(
    z.strictObject({
      who: Identifier,
      categories: z.array(z.enum(['identity', 'contact', 'location', 'health', 'informant'])),
      /** Needed where they are of another agency. */
      gateway: Identifier.optional(),
      days: z.int().min(1).max(365),
    }),
  ),
  keptOut: z.array(z.strictObject({ who: Identifier, decidedBy: Identifier, reason: Words })),
  /** Who has just broken the glass for it when the story begins. */
  brokenGlass: z.array(
    z.strictObject({
      who: Identifier,
      gateway: Identifier,
      reason: Words,
    }),
  ),
});
export type RecordPeople = z.infer<typeof RecordPeople>;

const DemonstrationRecord = z.strictObject({
  /** Somebody of the story. */
  person: Identifier,
  /** Whoever of the cast made it, for their agency. */
  by: Identifier,
  givenNames: Words,
  familyName: Words,
  /** Month and day, one that every year has; the year is such that they have the age that the cast gives them. */
  birthday: z
    .string()
    .regex(
      /^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/,
      'must be a month and a day to the 28th, such as 03-14',
    ),
  heldAs: z.enum(['at-risk', 'victim', 'witness', 'suspect', 'convicted', 'other']),
  processing: z.enum(['general', 'law-enforcement']),
  aliases: z.array(Words),
  contacts: z.array(z.strictObject({ value: InventedPhone, safely: Words })),
  locations: z.array(
    z.strictObject({
      kind: z.enum(['home', 'school', 'work', 'refuge', 'frequents', 'other']),
      address: Words,
    }),
  ),
  health: z.array(Words),
  informants: z.array(z.strictObject({ toldBy: Words, note: Words })),
  people: RecordPeople.optional(),
  /** For a record that is due for review when the story begins. */
  lastChangedMonthsAgo: z.int().min(1).max(120).optional(),
  /** What it said at first, whom of another agency it was shown to, and in which words it was put right. */
  wasWrong: z
    .strictObject({
      givenNames: Words,
      shownTo: Identifier,
      purpose: z.enum(purposeNames),
      what: Words,
    })
    .optional(),
  invented: Invented,
});
export type DemonstrationRecord = z.infer<typeof DemonstrationRecord>;

/** The records that agencies of the story hold. */
export const DemonstrationRecords = z.strictObject({ records: z.array(DemonstrationRecord) });
export type DemonstrationRecords = z.infer<typeof DemonstrationRecords>;

export function checkRecords(
  collector: ProblemCollector,
  file: GoodFile<DemonstrationRecords>,
  cast: Cast,
): void {
  for (const [index, { person, by, people }] of file.value.records.entries()) {
    if (!cast.storyPeople.some(({ id }) => id === person))
      collector.say(file, ['records', index, 'person'], `${person} is nobody of the story`);
    if (!cast.people.some(({ id }) => id === by))
      collector.say(file, ['records', index, 'by'], `${by} is nobody of the cast`);
    for (const who of castIn(people)) {
      if (!cast.people.some(({ id }) => id === who))
        collector.say(file, ['records', index, 'people'], `${who} is nobody of the cast`);
    }
  }
}

function castIn(people: RecordPeople | undefined): string[] {
  if (people === undefined) return [];
  const { named, keptOut, brokenGlass } = people;
  return [...named, ...keptOut, ...brokenGlass]
    .map(({ who }) => who)
    .concat(keptOut.map(({ decidedBy }) => decidedBy));
}
