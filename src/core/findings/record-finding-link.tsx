import { isAllowed } from '#core/access/permissions.ts';
import { Button } from '#design-system/govuk/components.ts';
import type { Principal } from '#platform/database/principal.ts';
import type { FigureAddress } from './figure-kind.ts';
import { newFindingPath } from './paths.ts';

/** Where this person records a finding from a figure; undefined when their role may not. */
export function recordFindingHref(
  principal: Principal,
  address: FigureAddress,
): string | undefined {
  return isAllowed(principal, 'finding.record') ? newFindingPath(address) : undefined;
}

export type RecordFindingLinkProps = {
  href: string | undefined;
  /** The figure's heading, to tell this link from those of other figures. */
  subject: string;
};

/** The button that every figure can carry: a plain link, and nothing for those whom it is not for. */
export function RecordFindingLink({ href, subject }: RecordFindingLinkProps) {
  if (href === undefined) return null;
  return (
    <Button href={href} classes="govuk-button--secondary">
      Record a finding<span class="govuk-visually-hidden">: {subject}</span>
    </Button>
  );
}
