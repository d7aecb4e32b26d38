import { z } from 'zod';
import { roleNames } from '#core/access/roles.ts';
import { AgencyKind, DutyRole } from './agencies.ts';
import { Invented, InventedEmail, InventedPhone } from './invented.ts';
import { Identifier, Words } from './profile-fields.ts';

const Organisation = z.strictObject({
  id: Identifier,
  name: Words,
  kind: AgencyKind,
  dutyRole: DutyRole,
  healthOrSocialCare: z.boolean(),
  district: Identifier,
  invented: Invented,
});

/** Somebody a visitor may enter as. */
export const CastMember = z.strictObject({
  id: Identifier,
  name: Words,
  pronouns: Words,
  job: Words,
  /** An agency of the profile or an organisation of the cast. */
  agency: Identifier,
  role: z.enum(roleNames),
  email: InventedEmail,
  phone: InventedPhone,
  /** One sentence: why they come here today. */
  whyHere: Words,
  invented: Invented,
});

/** Somebody the story is about, who never signs in. */
const StoryPerson = z.strictObject({
  id: Identifier,
  name: Words,
  pronouns: Words,
  age: z.int().min(0).max(110),
  part: Words,
  summary: Words,
  invented: Invented,
});

/** A group of people in the story. Its members are not listed: a link to a group is a named person's statement. */
const StoryGroup = z.strictObject({
  id: Identifier,
  name: Words,
  summary: Words,
  invented: Invented,
});

/** The one cast that every part of the demonstration shares. */
export const Cast = z.strictObject({
  notice: Words,
  organisations: z.array(Organisation),
  people: z.array(CastMember).min(1),
  storyPeople: z.array(StoryPerson).min(1),
  groups: z.array(StoryGroup),
  /** Pairs who never stand in one event, such as a victim and the person accused. */
  keptApart: z.array(z.tuple([Identifier, Identifier])),
});
export type Cast = z.infer<typeof Cast>;
