import { z } from 'zod';
import { Identifier, Source, ToBeEntered, Words, Year } from './profile-fields.ts';

export const definitionFile = 'definition.yaml';

/** A kind of event: a part of the definition. */
const DefinitionClass = z.strictObject({ id: Identifier, title: Words, summary: Words });

/** A cause is never a kind of event: it is a tag that explains one. */
const DriverTag = z.strictObject({ id: Identifier, title: Words, source: Source });

/** What counts as serious violence here. Every chart carries `label`, so that figures can be compared. */
export const Definition = z.strictObject({
  label: Words,
  version: z.int().min(1),
  validFrom: Year,
  summary: Words,
  classes: z.array(DefinitionClass).min(1),
  drivers: z.strictObject({ summary: Words, tags: z.array(DriverTag) }),
  sources: z.array(Source).min(1),
  toBeEntered: z.array(ToBeEntered),
});
export type Definition = z.infer<typeof Definition>;
