import type { Walk, WalkStep } from '#core/partnership/demonstration-walk.ts';
import { enterPath } from '#core/sign-in/paths.ts';
import { PublicPage } from '#design-system/pages/public-page.tsx';

export type WalkPageProps = {
  walk: Walk;
  /** The invented people, by id. */
  nameOf: (person: string) => string;
};

/** The guided walk: ten steps through one story, each a link and the person to enter as. */
export function WalkPage({ walk, nameOf }: WalkPageProps) {
  return (
    <PublicPage documentTitle={walk.title} hasForms back={{ href: '/', text: 'Home' }}>
      <h1 class="govuk-heading-l">{walk.title}</h1>
      <p class="govuk-body-l">{walk.introduction}</p>
      <ol class="app-walk">
        {walk.steps.map((step) => (
          <li
            key={step.title}
            class={
              step.status === 'later' ? 'app-walk__step app-walk__step--later' : 'app-walk__step'
            }
          >
            <h2 class="govuk-heading-m">{step.title}</h2>
            <p class="govuk-body">{step.whatYouSee}</p>
            <WayThere step={step} nameOf={nameOf} />
          </li>
        ))}
      </ol>
    </PublicPage>
  );
}

function WayThere({ step, nameOf }: { step: WalkStep; nameOf: (person: string) => string }) {
  if (step.status === 'later') {
    return (
      <p class="govuk-body">
        <strong class="govuk-tag govuk-tag--grey">Not built yet</strong> {step.notYet}
      </p>
    );
  }
  if (step.enterAs === 'nobody') {
    return (
      <p class="govuk-body">
        <a class="govuk-link" href={step.path}>
          Open the page
          <span class="govuk-visually-hidden">: {step.title}</span>
        </a>
      </p>
    );
  }
  return (
    <form action={enterPath()} method="post">
      <input type="hidden" name="person" value={step.enterAs} />
      <input type="hidden" name="next" value={step.path} />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Enter as {nameOf(step.enterAs)}
        <span class="govuk-visually-hidden">: {step.title}</span>
      </button>
    </form>
  );
}
