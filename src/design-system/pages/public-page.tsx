import type { ComponentChildren } from 'preact';
import { ErrorSummaryFor } from '#design-system/forms/error-summary-for.tsx';
import { hasErrors } from '#design-system/forms/field-errors.ts';
import type { FieldErrors } from '#design-system/forms/field-errors.ts';
import { ExitThisPage, SkipLink } from '#design-system/govuk/components.ts';
import { useSurroundings } from '#design-system/surroundings.tsx';
import { DocumentShell } from './document-shell.tsx';
import { Notices } from './notices.tsx';
import { PageFooter } from './page-footer.tsx';
import { PageHeader } from './page-header.tsx';
import { WayBack } from './way-back.tsx';
import type { WayBackProps } from './way-back.tsx';

export type PublicPageProps = WayBackProps & {
  /** Exactly what the tab and the browser's history will say, so nothing that gives a person away. */
  documentTitle: string;
  isIndexed?: boolean;
  errors?: FieldErrors | undefined;
  homeHref?: string;
  /** A form that is posted here must say that it comes from here, which no-referrer would hide. */
  hasForms?: boolean;
  /** Help that cannot wait: it stands before everything but the way out. */
  urgent?: ComponentChildren;
  /** The opening band across the page, above the reading column. */
  opening?: ComponentChildren;
  children: ComponentChildren;
};

const quietPlace = 'https://www.bbc.co.uk/weather';

/** A page for anyone. It can be left at once, with script and without. */
export function PublicPage(props: PublicPageProps) {
  const { exit } = useSurroundings();
  const exitHref = exit?.href ?? quietPlace;
  const exitText = exit?.text ?? 'Exit this page';
  return (
    <DocumentShell
      title={props.documentTitle}
      isIndexed={props.isIndexed ?? false}
      hasErrors={hasErrors(props.errors)}
      isUntraceable={props.hasForms !== true}
      bodyClass="app-public"
    >
      <SkipLink href="#main-content" text="Skip to main content" />
      <nav aria-label="Leave at once">
        <SkipLink
          href={exitHref}
          text={exitText}
          classes="govuk-js-exit-this-page-skiplink"
          attributes={{ rel: 'nofollow noreferrer' }}
        />
      </nav>
      <Notices />
      <PageHeader homeHref={props.homeHref ?? '/'} />
      <aside class="app-leave" aria-label="Leave this page">
        <div class="govuk-width-container app-leave__row">
          <ExitThisPage redirectUrl={exitHref} text={exitText} />
        </div>
      </aside>
      {props.urgent}
      <div class="govuk-width-container">
        <WayBack back={props.back} breadcrumbs={props.breadcrumbs} />
      </div>
      <main id="main-content">
        {props.opening}
        <div class="govuk-width-container govuk-main-wrapper">
          <ErrorSummaryFor errors={props.errors} />
          {props.children}
        </div>
      </main>
      <PageFooter />
    </DocumentShell>
  );
}
