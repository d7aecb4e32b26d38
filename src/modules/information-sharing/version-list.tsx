import type { Agreement, VersionLine } from '#core/access/agreements/agreement.ts';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { periodInWords, stateInWords } from './agreement-words.ts';
import { sharingPaths } from './paths.ts';

/** Every version there ever was of an agreement, the newest first. */
export function VersionList(props: { agreement: Agreement; shown: number; today: string }) {
  const { agreement, shown, today } = props;
  const columns: readonly Column<VersionLine>[] = [
    {
      key: 'version',
      heading: 'Version',
      value: ({ number }) => number,
      render: ({ number }) =>
        number === shown ? (
          `Version ${number} (this one)`
        ) : (
          <a class="govuk-link" href={sharingPaths.version(agreement.id, number)}>
            Version {number}
          </a>
        ),
    },
    { key: 'state', heading: 'State', value: (version) => stateInWords(version, today) },
    { key: 'period', heading: 'When it holds', isWide: true, value: periodInWords },
  ];
  return (
    <PlainTable
      id="versions"
      caption="Versions"
      columns={columns}
      rows={agreement.versions}
      empty=""
    />
  );
}
