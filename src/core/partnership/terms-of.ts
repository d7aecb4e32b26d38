import type { Term } from '#core/access/agreements/term.ts';
import type { TermBlock } from './information-sharing.ts';

/** One term for each party, category and purpose of a block. */
export function termsOf(block: TermBlock): Term[] {
  const { direction, heldAs, processing, gateway: gatewayId } = block;
  return block.parties.flatMap((agencyId) =>
    block.purposes.flatMap((purpose) =>
      block.categories.map((category) => ({
        agencyId,
        direction,
        category,
        purpose,
        gatewayId,
        heldAs,
        processing,
      })),
    ),
  );
}
