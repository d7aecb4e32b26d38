import { z } from 'zod';
import type { MarkdownFile } from '#platform/checked-files/markdown-file.ts';
import { Day, Identifier, Source, Words } from './profile-fields.ts';

/** The entries above a public page's text. */
export const PublicPageEntries = z.strictObject({
  id: Identifier,
  /** Shown in the browser's history, so it must not tell why somebody came. */
  neutralTitle: Words,
  heading: Words,
  summary: Words,
  order: z.int().min(1),
  /** `advice` stands among the help; `footer` is small print, which every page leads to. */
  place: z.enum(['advice', 'footer']).default('advice'),
  /** `draft` until the partnership has approved the words; pages say so. */
  status: z.enum(['draft', 'approved']),
  reviewBy: Day,
  sources: z.array(Source),
});

/** A page for the public; `body` is Markdown without raw HTML. */
export type PublicPage = z.infer<typeof PublicPageEntries> & Pick<MarkdownFile<unknown>, 'body'>;
