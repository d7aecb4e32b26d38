import { publicPagePath } from '#core/pages/public-page-path.ts';
import type { PublicPage } from '#core/partnership/public-page.ts';
import { Cards } from '#design-system/content.tsx';

/** Ways to the advice that the partnership wrote for everybody. */
export function PageCards({ pages }: { pages: readonly PublicPage[] }) {
  return (
    <Cards
      headingLevel={3}
      cards={pages
        .filter(({ place }) => place === 'advice')
        .map(({ id, heading, summary }) => ({
          heading,
          href: publicPagePath(id),
          text: summary,
        }))}
    />
  );
}
