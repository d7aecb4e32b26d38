import type { ToBeEntered } from '#core/partnership/profile-fields.ts';
import type { Definition } from '#core/partnership/definition.ts';
import type { DefinitionVersion } from '#core/partnership/definition-store.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import type { LoadedSource } from './loaded-sources.ts';
import { sightInWords, type SourceLine } from './sight-words.ts';

export type DefinitionPageProps = {
  definition: Definition;
  lines: readonly SourceLine[];
  loaded: readonly LoadedSource[];
  versions: readonly DefinitionVersion[];
  toBeEntered: readonly ToBeEntered[];
  notice: string | undefined;
};

/** What counts as serious violence here, who can see which part of it, and what is loaded. */
export function DefinitionPage(props: DefinitionPageProps) {
  const { definition, lines, loaded, versions, toBeEntered, notice } = props;
  return (
    <WorkspacePage title="The definition" isWide>
      <span class="govuk-caption-l">{definition.label}</span>
      <h1 class="govuk-heading-l">The definition of serious violence</h1>
      <p class="govuk-body-l">{definition.summary}</p>
      <h2 class="govuk-heading-m">Its parts</h2>
      <dl class="govuk-summary-list">
        {definition.classes.map(({ id, title, summary }) => (
          <div class="govuk-summary-list__row" key={id}>
            <dt class="govuk-summary-list__key">{title}</dt>
            <dd class="govuk-summary-list__value">{summary}</dd>
          </div>
        ))}
      </dl>
      <h2 class="govuk-heading-m">Causes</h2>
      <p class="govuk-body">{definition.drivers.summary}</p>
      <p class="govuk-body">Each is a tag on an event, and never an event that is counted.</p>
      {definition.drivers.tags.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {definition.drivers.tags.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ul>
      )}
      <h2 class="govuk-heading-m">Who sees what</h2>
      <p class="govuk-body">
        No source sees everything. The police publish crime types, and none of them is serious
        violence as the partnership defines it.
      </p>
      {definition.classes.map(({ id, title }) => (
        <PlainTable
          key={id}
          id={`matrix-${id}`}
          caption={title}
          columns={sourceColumns(id)}
          rows={lines}
          empty="No source of evidence is named in the profile."
        />
      ))}
      <h2 class="govuk-heading-m">What is loaded now</h2>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <PlainTable
        id="loaded"
        caption="Sources of evidence"
        columns={loadedColumns}
        rows={loaded}
        empty="Nothing has been loaded yet."
      />
      <p class="govuk-body">
        <a class="govuk-link" href={evidencePaths.partnerCounts()}>
          See the partners’ counts
        </a>
      </p>
      <PlainTable
        id="versions"
        caption="Versions that were in force here"
        columns={versionColumns}
        rows={versions}
        empty="No version has been kept yet."
      />
      <h2 class="govuk-heading-m">To be entered by the partnership</h2>
      <ul class="govuk-list govuk-list--bullet">
        {toBeEntered.map(({ what, why }) => (
          <li key={what}>
            {what}. {why}
          </li>
        ))}
      </ul>
    </WorkspacePage>
  );
}

/** What every source shows of one part: a table a part, so that each can be read on a small screen. */
export function sourceColumns(part: string): readonly Column<SourceLine>[] {
  const cellOf = (line: SourceLine) => line.cells.find((cell) => cell.part === part);
  return [
    {
      key: 'source',
      heading: 'Source',
      value: ({ title, isConfirmed }) => (isConfirmed ? title : `${title} (to be confirmed)`),
    },
    {
      key: 'sight',
      heading: 'Can it be seen?',
      value: (line) => sightInWords(cellOf(line)),
    },
    { key: 'why', heading: 'Why', isWide: true, value: (line) => cellOf(line)?.why ?? '' },
  ];
}

const loadedColumns: readonly Column<LoadedSource>[] = [
  { key: 'title', heading: 'Source', value: ({ title }) => title },
  { key: 'newest', heading: 'Newest month loaded', value: ({ newest }) => newest },
];

const versionColumns: readonly Column<DefinitionVersion>[] = [
  { key: 'label', heading: 'Version', value: ({ label }) => label },
  { key: 'from', heading: 'Holds from', value: ({ validFrom }) => String(validFrom) },
  {
    key: 'seen',
    heading: 'First seen here',
    value: ({ firstSeenAt }) => momentInWords(firstSeenAt),
  },
];
