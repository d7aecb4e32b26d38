import { z } from 'zod';
import { categoryNames, directions, type Term } from '#core/access/agreements/term.ts';
import { purposeNames } from '#core/access/purposes.ts';
import {
  capacities,
  regimes,
  type Capacity,
  type Regime,
} from '#core/person-records/person-record.ts';
import { chosenIn } from './agreement-form.ts';

export const capacityNames = Object.keys(capacities) as Capacity[];
export const regimeNames = Object.keys(regimes) as Regime[];

/** What was ticked, by field, to show again. */
export type TermChoices = {
  parties: readonly string[];
  categories: readonly string[];
  purposes: readonly string[];
  heldAs: readonly string[];
  processing: readonly string[];
  gateway: string;
};

const Choices = z.object({
  parties: z.array(z.string()).min(1, 'Choose one party or more'),
  categories: z.array(z.enum(categoryNames)).min(1, 'Choose what is shared'),
  purposes: z.array(z.enum(purposeNames)).min(1, 'Choose one purpose or more'),
  heldAs: z.array(z.enum(capacityNames)).min(1, 'Choose which people’s records'),
  processing: z.array(z.enum(regimeNames)).min(1, 'Choose what the records were made for'),
});
const Giving = Choices.extend({
  direction: z.literal('gives'),
  gateway: z.string().min(1, 'Choose the power that the parties rely on'),
});
const Receiving = Choices.extend({ direction: z.literal('receives') });

/** Terms of several parties at once: every category for every purpose. */
export const TermsForm = z
  .discriminatedUnion('direction', [Giving, Receiving])
  .transform((form): Term[] =>
    form.parties.flatMap((agencyId) =>
      form.purposes.flatMap((purpose) =>
        form.categories.map((category) => ({
          agencyId,
          direction: form.direction,
          category,
          purpose,
          gatewayId: form.direction === 'gives' ? form.gateway : undefined,
          heldAs: form.heldAs,
          processing: form.processing,
        })),
      ),
    ),
  );

/** What a sent form has ticked, whether it can be used or not. */
export function choicesIn(body: unknown): TermChoices {
  return {
    parties: chosenIn(body, 'parties'),
    categories: chosenIn(body, 'categories'),
    purposes: chosenIn(body, 'purposes'),
    heldAs: chosenIn(body, 'heldAs'),
    processing: chosenIn(body, 'processing'),
    gateway: chosenIn(body, 'gateway')[0] ?? '',
  };
}

/** Which way a sent form, or an address, is about; giving where it does not say. */
export function directionIn(body: unknown): Term['direction'] {
  const [asked] = chosenIn(body, 'direction');
  return directions.find((one) => one === asked) ?? 'gives';
}
