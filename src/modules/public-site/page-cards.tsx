import type { PublicPage } from '#core/partnership/public-page.ts';
import { Cards } from '#design-system/content.tsx';
import { publicPagePath } from './paths.ts';

/** Ways to the pages that the partnership wrote for everybody. */
export function PageCards({ pages }: { pages: readonly PublicPage[] }) {
  return (
    <Cards
      headingLevel={3}
      cards={pages.map(({ id, heading, summary }) => ({
        heading,
        href: publicPagePath(id),
        text: summary,
      }))}
    />
  );
}
