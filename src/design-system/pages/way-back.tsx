import { BackLink, Breadcrumbs } from '#design-system/govuk/components.ts';

export type WayBackProps = {
  back?: { href: string; text?: string } | undefined;
  /** From the home page down to the page above this one. */
  breadcrumbs?: readonly { text: string; href: string }[] | undefined;
};

/** Breadcrumbs where a page has a place in the service, a back link where it is a step. */
export function WayBack({ back, breadcrumbs }: WayBackProps) {
  if (breadcrumbs !== undefined) return <Breadcrumbs items={breadcrumbs} collapseOnMobile />;
  if (back === undefined) return null;
  return (
    <nav aria-label="Back">
      <BackLink href={back.href} text={back.text ?? 'Back'} />
    </nav>
  );
}
