import type { PartnershipProfile } from '#core/partnership/profile.ts';
import { signInPath } from '#core/sign-in/paths.ts';
import { Opening } from '#design-system/content.tsx';
import { Button } from '#design-system/govuk/components.ts';
import { PublicPage } from '#design-system/pages/public-page.tsx';
import { PageCards } from './page-cards.tsx';
import { aboutPath } from './paths.ts';
import { UrgentNumbers } from './urgent-numbers.tsx';

/** The front door: help first, then what the partnership is for. */
export function PublicHomePage({ profile }: { profile: PartnershipProfile }) {
  const { identity, strategy, pages, helplines } = profile;
  return (
    <PublicPage
      documentTitle={identity.name}
      isIndexed
      urgent={<UrgentNumbers helplines={helplines} />}
      opening={<Opening heading={identity.strapline} lead={strategy.vision} />}
    >
      <h2 class="govuk-heading-l">Find help and advice</h2>
      <PageCards pages={pages} />
      <h2 class="govuk-heading-l">What partners have agreed to do</h2>
      <p class="govuk-body">
        {strategy.owner} works to its {strategy.title}. These are its pillars.{' '}
        <a class="govuk-link" href={aboutPath()}>
          Who is in the partnership, and what counts as serious violence
        </a>
      </p>
      <Pillars pillars={strategy.pillars} />
      <section class="app-quiet" aria-labelledby="partners">
        <h2 class="govuk-heading-m" id="partners">
          Do you work for a partner?
        </h2>
        <p class="govuk-body">Sign in to see what is happening and what needs you.</p>
        <Button text="Sign in" href={signInPath()} classes="govuk-button--secondary" />
      </section>
    </PublicPage>
  );
}

function Pillars({ pillars }: { pillars: PartnershipProfile['strategy']['pillars'] }) {
  return (
    <ol class="app-pillars">
      {pillars.map(({ id, title, summary }) => (
        <li key={id} class="app-pillars__pillar">
          <h3 class="app-pillars__title">{title}</h3>
          <p class="app-pillars__summary">{summary}</p>
        </li>
      ))}
    </ol>
  );
}
