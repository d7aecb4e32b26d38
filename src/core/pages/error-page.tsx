import { homePath } from '#core/home/paths.ts';
import { PublicPage } from '#design-system/pages/public-page.tsx';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { useSurroundings } from '#design-system/surroundings.tsx';
import type { ErrorWords } from './error-words.ts';

export type ErrorPageProps = { words: ErrorWords; reference: string };

/** What is shown instead of the page that was asked for, inside the part that it was asked of. */
export function ErrorPage(props: ErrorPageProps) {
  const { person } = useSurroundings();
  if (person !== undefined) {
    return (
      <WorkspacePage title={props.words.title}>
        <Explanation {...props} onward={{ href: homePath(), text: 'Go to your home page' }} />
      </WorkspacePage>
    );
  }
  return (
    <PublicPage documentTitle={props.words.title}>
      <Explanation {...props} onward={{ href: '/', text: 'Go to the home page' }} />
    </PublicPage>
  );
}

function Explanation({
  words,
  reference,
  onward,
}: ErrorPageProps & { onward: { href: string; text: string } }) {
  return (
    <>
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
      <p class="govuk-body">
        <a class="govuk-link" href={onward.href}>
          {onward.text}
        </a>
      </p>
      <p class="govuk-body">If somebody is in danger now, call 999.</p>
    </>
  );
}
