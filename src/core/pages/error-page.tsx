import { PublicPage } from '#design-system/pages/public-page.tsx';
import type { ErrorWords } from './error-words.ts';

/** What is shown instead of the page that was asked for. */
export function ErrorPage({ words, reference }: { words: ErrorWords; reference: string }) {
  return (
    <PublicPage documentTitle={words.title}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      {words.paragraphs.map((paragraph) => (
        <p key={paragraph} class="govuk-body">
          {paragraph}
        </p>
      ))}
      {words.isOurFault && (
        <p class="govuk-body">
          If you report this, give the reference <strong>{reference}</strong>.
        </p>
      )}
      <p class="govuk-body">If somebody is in danger now, call 999.</p>
    </PublicPage>
  );
}
