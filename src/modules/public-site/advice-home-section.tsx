import type { VNode } from 'preact';
import type { Service } from '#core/service.ts';
import { PageCards } from './page-cards.tsx';

/** On the home page: the advice that everybody may read, to use or to pass on. */
export async function adviceHomeSection({ profile }: Service): Promise<VNode | null> {
  if (profile.pages.length === 0) return null;
  return (
    <section aria-labelledby="advice">
      <h2 class="govuk-heading-m" id="advice">
        Advice you can use or pass on
      </h2>
      <p class="govuk-body">
        Anyone can read these pages without an account. They set no cookies and keep nothing.
      </p>
      <PageCards pages={profile.pages} />
    </section>
  );
}
