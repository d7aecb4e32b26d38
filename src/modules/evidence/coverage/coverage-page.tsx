import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { FigureBlock } from '../figures/figure-block.tsx';
import type { Figure } from '../figures/figure.ts';
import { evidencePaths } from '../paths.ts';
import type { CalendarRow, ForceRow, MonthRow, SeriesRow } from './coverage-tables.tsx';

export type CoveragePageProps = {
  /** Undefined before any police data is loaded. */
  police:
    | { calendar: Figure<CalendarRow>; months: Figure<MonthRow>; forces: Figure<ForceRow> }
    | undefined;
  /** Undefined before any counts are loaded. */
  partners: Figure<SeriesRow> | undefined;
  notice: string | undefined;
  mayLoad: boolean;
  /** Where a finding is recorded from a figure of the page, for those who may. */
  recordHref: (figureId: string) => string | undefined;
};

const fewForces = 3;

/** What is loaded and what is missing, of the police and of the partners. */
export function CoveragePage(props: CoveragePageProps) {
  const { police, partners, notice, mayLoad, recordHref } = props;
  return (
    <WorkspacePage title="Coverage" isWide>
      <h1 class="govuk-heading-l">Coverage</h1>
      <p class="govuk-body">
        What is loaded and what is missing. A figure can only be trusted as far as its months go.
      </p>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      {police === undefined ? (
        <p class="govuk-body">No police data is loaded yet.</p>
      ) : (
        <>
          <FigureBlock {...police.calendar} recordHref={recordHref(police.calendar.id)} />
          <FigureBlock {...police.months} recordHref={recordHref(police.months.id)} />
          <OtherForces figure={police.forces} recordHref={recordHref(police.forces.id)} />
        </>
      )}
      {partners === undefined ? (
        <p class="govuk-body">No partner’s counts are loaded yet.</p>
      ) : (
        <FigureBlock {...partners} recordHref={recordHref(partners.id)} />
      )}
      <p class="govuk-body">
        {mayLoad && (
          <>
            <a class="govuk-link" href={evidencePaths.newImport()}>
              Load police data
            </a>
            {' or '}
            <a class="govuk-link" href={evidencePaths.newCounts()}>
              load partners’ counts
            </a>
            {'. '}
          </>
        )}
        <a class="govuk-link" href={evidencePaths.imports()}>
          See every import and its receipt
        </a>
        .
      </p>
    </WorkspacePage>
  );
}

type OtherForcesProps = { figure: Figure<ForceRow>; recordHref: string | undefined };

function OtherForces({ figure, recordHref }: OtherForcesProps) {
  const many = figure.table.rows.length;
  if (many === 0) return null;
  if (many <= fewForces) return <FigureBlock {...figure} recordHref={recordHref} />;
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{many} other forces</span>
      </summary>
      <div class="govuk-details__text">
        <FigureBlock {...figure} recordHref={recordHref} />
      </div>
    </details>
  );
}
