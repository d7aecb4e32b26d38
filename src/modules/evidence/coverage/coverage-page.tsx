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
};

const fewForces = 3;

/** What is loaded and what is missing, of the police and of the partners. */
export function CoveragePage({ police, partners, notice, mayLoad }: CoveragePageProps) {
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
          <FigureBlock {...police.calendar} />
          <FigureBlock {...police.months} />
          <OtherForces figure={police.forces} />
        </>
      )}
      {partners === undefined ? (
        <p class="govuk-body">No partner’s counts are loaded yet.</p>
      ) : (
        <FigureBlock {...partners} />
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

function OtherForces({ figure }: { figure: Figure<ForceRow> }) {
  const many = figure.table.rows.length;
  if (many === 0) return null;
  if (many <= fewForces) return <FigureBlock {...figure} />;
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{many} other forces</span>
      </summary>
      <div class="govuk-details__text">
        <FigureBlock {...figure} />
      </div>
    </details>
  );
}
