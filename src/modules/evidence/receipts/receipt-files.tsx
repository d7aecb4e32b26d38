import type { Column } from '#design-system/tables/column.ts';
import { PagedTable } from '#design-system/tables/paged-table.tsx';
import type { TableAddress } from '#design-system/tables/table-address.ts';
import type { ReceiptFile } from './receipt.ts';

/** Rows of a refused file are in no sum, so a receipt must not look whole without it. */
export function RefusedFiles({ files }: { files: readonly ReceiptFile[] }) {
  const refused = files.filter(({ refusal }) => refusal !== null);
  if (refused.length === 0) return null;
  return (
    <p class="govuk-inset-text">
      {howManyRefused(refused.length, files.length)} refused, and nothing of{' '}
      {refused.length === 1 ? 'it' : 'them'} was read: {refused.map(({ name }) => name).join(', ')}.
      What to do is in the{' '}
      <a class="govuk-link" href="#files">
        list of files
      </a>
      .
    </p>
  );
}

function howManyRefused(refused: number, all: number): string {
  if (refused < all) return `${refused} of ${all} files ${refused === 1 ? 'was' : 'were'}`;
  return all === 1 ? 'The file was' : `All ${all} files were`;
}

/** Each file, what was unusual about it, or why nothing of it was read; those first that need a look. */
export function FilesTable({
  files,
  address,
}: {
  files: readonly ReceiptFile[];
  address: TableAddress;
}) {
  const refusedFirst = [
    ...files.filter(({ refusal }) => refusal !== null),
    ...files.filter(({ refusal, notes }) => refusal === null && notes.length > 0),
    ...files.filter(({ refusal, notes }) => refusal === null && notes.length === 0),
  ];
  return (
    <PagedTable
      id="files"
      caption="Files in this import"
      columns={fileColumns}
      rows={refusedFirst}
      address={{ ...address, pageName: 'files' }}
      empty="There were no files."
    />
  );
}

const fileColumns: readonly Column<ReceiptFile>[] = [
  { key: 'name', heading: 'File', value: ({ name }) => name },
  { key: 'rows', heading: 'Rows read', numeric: true, value: ({ rowsRead }) => rowsRead },
  {
    key: 'duplicate',
    heading: 'Duplicates',
    numeric: true,
    value: ({ rowsDuplicate }) => rowsDuplicate,
  },
  {
    key: 'aside',
    heading: 'Set aside',
    numeric: true,
    value: ({ rowsQuarantined }) => rowsQuarantined,
  },
  {
    key: 'notes',
    heading: 'What to know about it',
    isWide: true,
    value: ({ notes, refusal }) =>
      refusal === null
        ? notes.join(' ') || 'Read to its end'
        : `Refused, nothing of it was read. ${refusal.sentence} ${refusal.whatToDo}`,
  },
];
