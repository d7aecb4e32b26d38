import type { ComponentChildren } from 'preact';

/** Where a figure comes from. Nothing is shown without all of it. */
export type Provenance = {
  units: string;
  period: string;
  source: string;
  /** The version of the definition that says what was counted. */
  definition: string;
  caveats: readonly string[];
  /** Where the figures are downloaded. */
  csvHref: string;
};

export type ProvenanceLinesProps = Provenance & {
  subject: string;
  /** What can be done with the figure, beneath all that is said of it. */
  action?: ComponentChildren;
};

/** The small print under a chart. */
export function ProvenanceLines(props: ProvenanceLinesProps) {
  const facts = [
    ['Units', props.units],
    ['Period', props.period],
    ['Source', props.source],
    ['Definition', props.definition],
  ] as const;
  return (
    <figcaption class="app-provenance">
      <dl class="app-provenance__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {props.caveats.length === 0 ? null : (
        <ul class="app-provenance__caveats">
          {props.caveats.map((caveat) => (
            <li key={caveat}>{caveat}</li>
          ))}
        </ul>
      )}
      <p class="app-download">
        <a class="govuk-link" href={props.csvHref}>
          Download the figures (CSV)<span class="govuk-visually-hidden">: {props.subject}</span>
        </a>
      </p>
      {props.action}
    </figcaption>
  );
}
