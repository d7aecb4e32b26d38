import { jsxTemplate } from 'preact/jsx-runtime';
import type { Helplines } from '#core/partnership/helplines.ts';
import type { PublicPage as Written } from '#core/partnership/public-page.ts';
import { PublicPage } from '#design-system/pages/public-page.tsx';
import { markdownToHtml } from '#platform/documents/markdown.ts';
import { HelplineList } from './helpline-list.tsx';
import { UrgentNumbers } from './urgent-numbers.tsx';

/** A page that the partnership wrote, with who to ring beneath it. */
export function WrittenPage({ written, helplines }: { written: Written; helplines: Helplines }) {
  return (
    <PublicPage
      documentTitle={written.neutralTitle}
      back={{ href: '/', text: 'Home' }}
      urgent={<UrgentNumbers helplines={helplines} />}
    >
      <h1 class="govuk-heading-l">{written.heading}</h1>
      {written.status === 'draft' && (
        <p class="govuk-body-s">
          <strong class="govuk-tag govuk-tag--grey">Draft</strong> The partnership has not approved
          these words yet.
        </p>
      )}
      {jsxTemplate([markdownToHtml(written.body)])}
      <h2 class="govuk-heading-m">Who you can contact</h2>
      <HelplineList helplines={helplines} />
      <h2 class="govuk-heading-m">Hide your visit</h2>
      <p class="govuk-body">
        This site keeps nothing about you. Your browser may still list the pages you opened. Use a
        private window, or clear your history, if somebody else looks at this phone or computer.
      </p>
    </PublicPage>
  );
}
