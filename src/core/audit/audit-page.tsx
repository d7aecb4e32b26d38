import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { TablePagination } from '#design-system/tables/table-pagination.tsx';
import { AuditSearchForm, type AuditSearchFormProps } from './audit-search-form.tsx';
import { searchQuery, type FoundEntries } from './audit-search.ts';
import { searchColumns } from './entry-columns.tsx';
import { auditCsvPath, auditPath, auditSealPath } from './paths.ts';
import { SealWarning } from './seal-warning.tsx';
import type { SealingState } from './sealing-state.ts';

export type AuditPageProps = AuditSearchFormProps & {
  found: FoundEntries;
  seal: SealingState;
  now: Date;
};

/** Who did, read or was refused what, when and why; for the information governance lead. */
export function AuditPage({ found, seal, now, ...form }: AuditPageProps) {
  const { search } = form;
  const query = searchQuery(search);
  const isWithoutKind = search.record !== undefined && search.kind === undefined;
  return (
    <WorkspacePage title="Audit log" isWide>
      <h1 class="govuk-heading-l">Audit log</h1>
      <SealWarning seal={seal} now={now} />
      <p class="govuk-body">
        Every action and every look at a record is here. Within a second an entry is sealed: from
        then on, nobody can change or remove it unseen. Your own searches are entries too.{' '}
        <a class="govuk-link" href={auditSealPath()}>
          How the log is sealed
        </a>
      </p>
      <AuditSearchForm {...form} />
      {isWithoutKind && (
        <p class="govuk-body">
          The number was left out of the search. Choose the kind of record as well.
        </p>
      )}
      <PlainTable
        id="entries"
        caption={howMany(found)}
        columns={searchColumns}
        rows={found.rows}
        empty="No entry is like that. Leave out a part of the search, or make the time longer."
      />
      <TablePagination
        page={found}
        address={{ path: auditPath(), query }}
        label="Pages of entries"
      />
      {found.total > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href={auditCsvPath(query)}>
            Download these entries (CSV)
          </a>
        </p>
      )}
    </WorkspacePage>
  );
}

function howMany({ total, isMore }: FoundEntries): string {
  if (total === 0) return 'No entries';
  if (isMore) return `More than ${total.toLocaleString('en-GB')} entries, the latest first`;
  return total === 1 ? '1 entry' : `${total.toLocaleString('en-GB')} entries, the latest first`;
}
