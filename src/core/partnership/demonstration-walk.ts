import { z } from 'zod';
import { Identifier, Words } from './profile-fields.ts';

const step = {
  title: Words,
  /** What the visitor sees there. For a step that is not built yet: what they will see. */
  whatYouSee: Words,
  /** A person of the cast, or nobody for a public page. */
  enterAs: z.union([z.literal('nobody'), Identifier]),
};

const ReadyStep = z.strictObject({
  ...step,
  status: z.literal('ready'),
  path: z
    .string()
    .regex(
      /^\/[a-z0-9/-]*(\?[A-Za-z0-9=&-]+)?$/,
      'must be an address inside the service, such as /home',
    ),
});

/** Has no path, so that nothing links to a page that does not exist. */
const LaterStep = z.strictObject({ ...step, status: z.literal('later'), notYet: Words });

const WalkStep = z.discriminatedUnion('status', [ReadyStep, LaterStep]);
export type WalkStep = z.infer<typeof WalkStep>;

/** The guided walk through the story. */
export const Walk = z.strictObject({
  title: Words,
  introduction: Words,
  steps: z.array(WalkStep).length(10),
});
export type Walk = z.infer<typeof Walk>;
