import type { ComponentChildren } from 'preact';
import { ErrorSummaryFor } from '#design-system/forms/error-summary-for.tsx';
import { hasErrors } from '#design-system/forms/field-errors.ts';
import type { FieldErrors } from '#design-system/forms/field-errors.ts';
import { SkipLink } from '#design-system/govuk/components.ts';
import { SubNavigation } from '#design-system/govuk/moj-components.ts';
import { useSurroundings } from '#design-system/surroundings.tsx';
import { DocumentShell } from './document-shell.tsx';
import { Notices } from './notices.tsx';
import { PageFooter } from './page-footer.tsx';
import { PageHeader } from './page-header.tsx';
import { SignedIn } from './signed-in.tsx';
import { WayBack } from './way-back.tsx';
import type { WayBackProps } from './way-back.tsx';

export type WorkspacePageProps = WayBackProps & {
  title: string;
  errors?: FieldErrors | undefined;
  homeHref?: string;
  subNavigation?: {
    label: string;
    items: readonly { text: string; href: string; active: boolean }[];
  };
  /** For pages of tables and charts, which need the room. */
  isWide?: boolean;
  /** Without script the page loads itself again after this many seconds. */
  refreshSeconds?: number | undefined;
  children: ComponentChildren;
};

/** A page for somebody signed in. */
export function WorkspacePage(props: WorkspacePageProps) {
  const { identity } = useSurroundings();
  return (
    <DocumentShell
      title={`${props.title} - ${identity.name}`}
      isIndexed={false}
      hasErrors={hasErrors(props.errors)}
      refreshSeconds={props.refreshSeconds}
      bodyClass={props.isWide === true ? 'app-workspace app-workspace--wide' : 'app-workspace'}
    >
      <SkipLink href="#main-content" text="Skip to main content" />
      <Notices />
      <PageHeader homeHref={props.homeHref ?? '/home'}>
        <SignedIn />
      </PageHeader>
      <div class="govuk-width-container app-width">
        <WayBack back={props.back} breadcrumbs={props.breadcrumbs} />
        {props.subNavigation === undefined ? null : <SubNavigation {...props.subNavigation} />}
        <main class="govuk-main-wrapper" id="main-content">
          <ErrorSummaryFor errors={props.errors} />
          {props.children}
        </main>
      </div>
      <PageFooter />
    </DocumentShell>
  );
}
