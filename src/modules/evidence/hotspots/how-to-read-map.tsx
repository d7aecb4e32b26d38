import { placeRules } from '#statistics/places-over-time/place-classes.ts';

/** What the words of a map mean, for somebody who has never seen one. */
export function HowToReadMap() {
  return (
    <section aria-labelledby="how-to-read">
      <h2 class="govuk-heading-m" id="how-to-read">
        How to read this
      </h2>
      <p class="govuk-body">
        An area has <strong>hot surroundings</strong> when the areas that touch it have more than
        chance would put around it, and <strong>cold</strong> ones when they have fewer: its own
        number is kept, and theirs are drawn again from the whole map. “Cannot tell” is not “nothing
        happens”: an area with many incidents whose neighbours have few is not marked hot.{' '}
        <em>How many</em> shows those.
      </p>
      <p class="govuk-body">
        q is a share: if this area and every area with a smaller q were marked, that share of the
        marks would be false alarms, on average. Areas are marked up to 0.05: 1 in 20. The interval
        of a change is for one area looked at alone; whether it is marked allows for looking at all
        of them.
      </p>
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">What the words for “over the months” mean</span>
        </summary>
        <div class="govuk-details__text">
          <dl class="app-rules">
            {placeRules.map(({ title, rule, sentence, minimumMonths }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>
                  {rule} {sentence} Told from {minimumMonths} months.
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </details>
    </section>
  );
}
