import { z } from 'zod';
import type { MarkdownFile } from '#platform/checked-files/markdown-file.ts';
import { Identifier, Source, Words } from './profile-fields.ts';

/** The entries above the text of a document for the partnership's lawyers and data protection officers. */
export const GovernanceDocumentEntries = z.strictObject({
  id: Identifier,
  title: Words,
  summary: Words,
  order: z.int().min(1),
  /** `draft` until the partnership has approved the words; pages say so. */
  status: z.enum(['draft', 'approved']),
  sources: z.array(Source).min(1),
});

/** A document about how data is handled; `body` is Markdown without raw HTML. */
export type GovernanceDocument = z.infer<typeof GovernanceDocumentEntries> &
  Pick<MarkdownFile<unknown>, 'body'>;
