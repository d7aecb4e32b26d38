import { z } from 'zod';
import { Invented } from './invented.ts';
import { Identifier, Latitude, Longitude, Words } from './profile-fields.ts';
import { RelativeDate } from './relative-date.ts';

const StoryPlace = z.strictObject({
  id: Identifier,
  name: Words,
  kind: z.enum(['school', 'park', 'hospital', 'street', 'station']),
  district: Identifier,
  /** A place of the profile, for people who know the area. */
  near: Identifier,
  longitude: Longitude,
  latitude: Latitude,
  invented: Invented,
});

const StoryCommitment = z.strictObject({
  id: Identifier,
  title: Words,
  promisedBy: Identifier,
  pillar: Identifier,
  madeOn: RelativeDate,
  dueOn: RelativeDate,
  summary: Words,
});

/** Something that happened, or will. Ids are those of the cast, the story and the profile. */
const StoryEvent = z.strictObject({
  id: Identifier,
  on: RelativeDate,
  title: Words,
  what: Words,
  pillar: Identifier.optional(),
  people: z.array(Identifier).default([]),
  groups: z.array(Identifier).default([]),
  places: z.array(Identifier).default([]),
});

/** One year, dated from today, that every module tells its own part of. Events stand in order of time. */
export const Story = z.strictObject({
  title: Words,
  notice: Words,
  summary: Words,
  places: z.array(StoryPlace).min(1),
  commitment: StoryCommitment,
  events: z.array(StoryEvent).min(1),
});
export type Story = z.infer<typeof Story>;
