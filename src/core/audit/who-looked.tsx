import { PlainTable } from '#design-system/tables/plain-table.tsx';
import type { FoundEntry } from './audit-search.ts';
import { recordColumns } from './entry-columns.tsx';

export type WhoLookedProps = {
  /** From `listEntriesAbout`, the newest first. */
  entries: readonly FoundEntry[];
  /** Where the whole log of this record is, for those who may read it. */
  logHref?: string | undefined;
};

/** "Who looked?": everybody who read or changed a record, when, and why they could. */
export function WhoLooked({ entries, logHref }: WhoLookedProps) {
  return (
    <section aria-labelledby="who-looked">
      <h2 class="govuk-heading-m" id="who-looked">
        Who looked?
      </h2>
      <PlainTable
        id="who-looked-table"
        caption="Everybody who read or changed this record, the latest first"
        columns={recordColumns}
        rows={entries}
        empty="Nobody has read or changed this record yet."
      />
      {logHref !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={logHref}>
            Search the whole log of this record
          </a>
        </p>
      )}
    </section>
  );
}
