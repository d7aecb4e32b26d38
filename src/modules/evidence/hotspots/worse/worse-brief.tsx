import { evidencePaths } from '#modules/evidence/paths.ts';
import type { WorseReport } from './read-worse.ts';
import { worseAddressOf } from './worse-query.ts';
import { comparedPeriods, nothingBefore } from './compared-words.ts';
import { shortRise } from './worse-words.ts';

const mostNamed = 3;

type WorseBriefProps = {
  /** Undefined where it could not be worked out just now. */
  report: WorseReport | undefined;
  headingLevel: 2 | 3;
};

/** What has become worse, in a few lines, and the way to all of it. */
export function WorseBrief({ report, headingLevel }: WorseBriefProps) {
  const Heading = `h${headingLevel}` as const;
  const href = evidencePaths.worse(
    report?.query.placeCode === undefined ? {} : worseAddressOf(report.query),
  );
  return (
    <section aria-labelledby="become-worse">
      <Heading class="govuk-heading-m" id="become-worse">
        What has become worse, in every crime type
      </Heading>
      {report !== undefined && <Named report={report} />}
      <p class="govuk-body">
        <a class="govuk-link govuk-!-font-weight-bold" href={href}>
          See what has become worse, what comes next, and how sure that is
        </a>
      </p>
    </section>
  );
}

function Named({ report }: { report: WorseReport }) {
  const { found } = report;
  if (found === null) return <p class="govuk-body">{nothingBefore(report)}</p>;
  const { worse, next } = found;
  const more = worse.length - mostNamed;
  return (
    <>
      <p class="govuk-body">
        {worse.length === 0
          ? 'No rise can be told from chance'
          : `${worse.length === 1 ? '1 rise is' : `${worse.length} rises are`} more than chance explains`}
        {`, ${comparedPeriods(report)}.`}
        {worse.length < mostNamed &&
          next.length > 0 &&
          ` ${next.length} more ${next.length === 1 ? 'comes' : 'come'} near, and may be chance.`}
      </p>
      {worse.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {worse.slice(0, mostNamed).map((rise) => (
            <li key={`${rise.code} ${rise.crimeType}`}>{shortRise(rise, report)}</li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      )}
    </>
  );
}
