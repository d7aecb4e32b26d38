import type { VNode } from 'preact';
import { Button, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { DataTable } from '#design-system/tables/data-table.tsx';
import { sortAndPage, type TableQuery } from '#design-system/tables/table-query.ts';
import { FigureBlock } from '#modules/evidence/figures/figure-block.tsx';
import type { Figure } from '#modules/evidence/figures/figure.ts';
import { periodLengths } from '#modules/evidence/hotspots/map-query.ts';
import { evidencePaths } from '#modules/evidence/paths.ts';
import { monthInWords } from '#platform/calendar.ts';
import type { Rise } from './find-worse.ts';
import type { WorseReport } from './read-worse.ts';
import type { WorseTable } from './worse-address.ts';
import { worseAddressOf } from './worse-query.ts';
import { comparedPeriods, listLengths, nothingBefore, whyThisLength } from './compared-words.ts';
import { surenessExplained } from './sureness-words.ts';
import { boardSentence, worseHeading } from './worse-words.ts';

export type WorsePageProps = {
  report: WorseReport;
  figures: Readonly<Record<WorseTable, Figure<Rise>>>;
  columns: readonly Column<Rise>[];
  table: TableQuery;
  notice: string | undefined;
  /** The newest loaded month and its age. */
  age: string;
  /** For paper: the address of the page and when it was asked for. */
  printedFrom: string;
  /** Where a finding is recorded from each table, for those who may. */
  recordHref: Readonly<Record<WorseTable, string | undefined>>;
};

/** What has become worse over all crime types, what comes next, and how sure that is. */
export function WorsePage(props: WorsePageProps): VNode {
  const { report } = props;
  const heading = worseHeading(report);
  const why = whyThisLength(report);
  const { placeCode } = report.query;
  const trendAddress = placeCode === undefined ? {} : { place: placeCode };
  return (
    <WorkspacePage title={heading} isWide>
      <h1 class="govuk-heading-l">
        {heading}
        <span class="govuk-caption-l">{comparedPeriods(report)}</span>
      </h1>
      {props.notice !== undefined && <p class="govuk-inset-text">{props.notice}</p>}
      <Choices report={report} />
      <p class="govuk-body">
        {props.age}
        {why !== undefined && ` ${why}`}
      </p>
      {report.found === null ? (
        <NothingBefore report={report} />
      ) : (
        <>
          <nav class="app-views" aria-label="On this page">
            <ul class="app-views__list">
              <li>
                <a class="govuk-link" href="#worse-heading">
                  Worse, beyond chance ({report.found.worse.length})
                </a>
              </li>
              <li>
                <a class="govuk-link" href="#next-heading">
                  Next: may be chance ({report.found.next.length})
                </a>
              </li>
            </ul>
          </nav>
          <Table {...props} name="worse" />
          <Table {...props} name="next" />
        </>
      )}
      <h2 class="govuk-heading-s">Other pages, other questions</h2>
      <p class="govuk-body">
        This page compares two periods of each area, and allows for having looked at every area and
        crime type.{' '}
        <a class="govuk-link" href={evidencePaths.trend(trendAddress)}>
          What is happening
        </a>{' '}
        looks at one crime type in one place, month by month. So the two can differ, and neither is
        wrong.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={evidencePaths.hotspots({ place: placeCode })}>
          See one crime type on a map
        </a>
      </p>
      <p class="app-on-paper">{props.printedFrom}</p>
    </WorkspacePage>
  );
}

function Table({ name, ...props }: WorsePageProps & { name: WorseTable }) {
  const { report, columns, table } = props;
  const figure = props.figures[name];
  const { rows } = figure.table;
  // Of two tables under each other the first explains their columns.
  const isFirst = name === 'worse' || report.found?.worse.length === 0;
  const order = table.sort === undefined ? {} : { sort: table.sort, direction: table.direction };
  return (
    <FigureBlock
      {...figure}
      // It stands above the table, where the column is.
      caveats={figure.caveats.filter((one) => one !== surenessExplained)}
      recordHref={props.recordHref[name]}
      shownTable={
        rows.length > 0 && (
          <>
            <DataTable
              id={`${name}-table`}
              caption={`${figure.heading}, incidents recorded`}
              columns={columns}
              page={sortAndPage(rows, columns, { ...table, page: 1, pageSize: rows.length })}
              query={table}
              address={{
                path: evidencePaths.worse(),
                query: { ...worseAddressOf(report.query), ...order },
              }}
              empty=""
            />
            <Sentences rises={rows} report={report} />
          </>
        )
      }
    >
      {isFirst && rows.length > 0 && <p class="govuk-body-s">{surenessExplained}</p>}
    </FigureBlock>
  );
}

const mostSentences = 10;

/** To be read out or copied, the surest first whatever the order of the table. */
function Sentences({ rises, report }: { rises: readonly Rise[]; report: WorseReport }) {
  return (
    <>
      <h3 class="govuk-heading-s">In sentences, for a meeting</h3>
      <ol class="govuk-list govuk-list--number">
        {rises.slice(0, mostSentences).map((rise) => (
          <li key={`${rise.code} ${rise.crimeType}`}>{boardSentence(rise, report)}</li>
        ))}
      </ol>
    </>
  );
}

function NothingBefore({ report }: { report: WorseReport }) {
  return (
    <>
      <p class="govuk-inset-text">{nothingBefore(report)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={evidencePaths.coverage()}>
          See what is loaded and what is missing
        </a>
      </p>
    </>
  );
}

/** Where, and which months. */
function Choices({ report }: { report: WorseReport }) {
  const { districts, place, query, current } = report;
  return (
    <form action={evidencePaths.worse()} method="get" class="app-choices" autocomplete="off">
      {districts.length > 1 && (
        <Select
          id="place"
          name="place"
          label={{ text: 'Place' }}
          items={[
            { value: '', text: query.placeCode === undefined ? place.name : 'Everywhere' },
            ...districts.map(({ code, name }) => ({
              value: code,
              text: name,
              selected: code === query.placeCode,
            })),
          ]}
        />
      )}
      <Select
        id="length"
        name="months"
        label={{ text: 'Compare' }}
        items={listLengths(report, periodLengths)}
      />
      <Select
        id="to"
        name="to"
        label={{ text: 'Up to' }}
        items={current.months.toReversed().map((month) => ({
          value: month,
          text: monthInWords(month),
          selected: month === query.to,
        }))}
      />
      <Button text="Show" classes="govuk-button--secondary" />
    </form>
  );
}
