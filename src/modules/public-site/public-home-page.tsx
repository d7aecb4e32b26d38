import type { PartnershipProfile } from '#core/partnership/profile.ts';
import { signInPath } from '#core/users/paths.ts';
import { Cards, Opening, UrgentHelp } from '#design-system/content.tsx';
import { PublicPage } from '#design-system/pages/public-page.tsx';
import { aboutPath, publicPagePath } from './paths.ts';

/** The front door: help first, then what the partnership is for. */
export function PublicHomePage({ profile }: { profile: PartnershipProfile }) {
  const { identity, strategy, pages, helplines } = profile;
  const urgent = helplines.helplines.filter((helpline) => helpline.urgent);
  return (
    <PublicPage
      documentTitle={identity.name}
      isIndexed
      opening={<Opening heading={identity.strapline} lead={strategy.vision} />}
    >
      <UrgentHelp heading="In danger now?">
        {urgent.map(({ id, when, phone, name }) => (
          <p key={id} class="govuk-body">
            {when} Call{' '}
            <a class="govuk-link" href={`tel:${phone ?? ''}`}>
              <strong>{phone ?? name}</strong>
            </a>
            .
          </p>
        ))}
      </UrgentHelp>
      <Cards
        cards={pages.map(({ id, heading, summary }) => ({
          heading,
          href: publicPagePath(id),
          text: summary,
        }))}
      />
      <h2 class="govuk-heading-l">What partners have agreed to do</h2>
      <p class="govuk-body">
        {strategy.owner} brings together police, councils, health, probation, youth justice and fire
        and rescue. Their plan runs from {strategy.from} to {strategy.to}.
      </p>
      <ol class="app-pillars">
        {strategy.pillars.map(({ id, title, summary }) => (
          <li key={id} class="app-pillars__pillar">
            <h3 class="govuk-heading-m">{title}</h3>
            <p class="govuk-body">{summary}</p>
          </li>
        ))}
      </ol>
      <p class="govuk-body">
        <a class="govuk-link" href={aboutPath()}>
          Who is in the partnership, and what counts as serious violence
        </a>
      </p>
      <h2 class="govuk-heading-m">Do you work for a partner?</h2>
      <p class="govuk-body">
        <a class="govuk-link" href={signInPath()}>
          Sign in
        </a>{' '}
        to see what is happening and what needs you.
      </p>
    </PublicPage>
  );
}
