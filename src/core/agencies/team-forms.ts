import { z } from 'zod';
import { oneLine } from '#platform/forms/one-line.ts';

const longestName = 60;

const version = z.coerce.number('Open the page again').int().min(1).max(2_000_000_000);

/** A new team. */
export const TeamForm = z.object({
  name: oneLine('The name', 'Enter a name for the team', longestName),
});

/** Another name for a team. */
export const TeamNameForm = TeamForm.extend({ version });

/** Closing a team. */
export const TeamClosingForm = z.object({ version });
