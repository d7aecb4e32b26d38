import type { PartnershipProfile } from '#core/partnership/profile.ts';
import { Details } from '#design-system/govuk/components.ts';
import { PublicPage } from '#design-system/pages/public-page.tsx';

/** Who the partnership is, what it means by serious violence, and what it has still to say. */
export function AboutPage({ profile }: { profile: PartnershipProfile }) {
  const { strategy, definition, agencies, toBeEntered } = profile;
  return (
    <PublicPage documentTitle="About" isIndexed back={{ href: '/', text: 'Home' }}>
      <h1 class="govuk-heading-l">About {strategy.owner}</h1>
      <p class="govuk-body-l">{strategy.vision}</p>
      <h2 class="govuk-heading-m">Who is in it</h2>
      <ul class="govuk-list govuk-list--bullet">
        {agencies.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">What counts as serious violence here</h2>
      <p class="govuk-body">{definition.summary}</p>
      <dl class="govuk-summary-list">
        {definition.classes.map(({ id, title, summary }) => (
          <div key={id} class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{title}</dt>
            <dd class="govuk-summary-list__value">{summary}</dd>
          </div>
        ))}
      </dl>
      <p class="govuk-body">{definition.drivers.summary}</p>
      <ul class="govuk-list govuk-list--bullet">
        {definition.drivers.tags.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
      <p class="govuk-body-s">{definition.label}</p>
      <h2 class="govuk-heading-m">What is still missing here</h2>
      <Details summaryText={`${toBeEntered.length} things that the partnership has still to enter`}>
        <ul class="govuk-list govuk-list--bullet">
          {toBeEntered.map(({ what, why }) => (
            <li key={what}>
              {what}. {why}
            </li>
          ))}
        </ul>
      </Details>
      <h2 class="govuk-heading-m">Where this comes from</h2>
      <ul class="govuk-list govuk-list--bullet">
        {[...strategy.sources, ...definition.sources].map(({ title, address, note }) => (
          <li key={`${title} ${note ?? ''}`}>
            {address === undefined ? (
              title
            ) : (
              <a class="govuk-link" href={address} rel="noreferrer">
                {title}
              </a>
            )}
            {note !== undefined && `. ${note}`}
          </li>
        ))}
      </ul>
    </PublicPage>
  );
}
