import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { evidencePaths } from './paths.ts';

/** Instead of figures, before anything is loaded. */
export function NoFiguresPage({ title }: { title: string }) {
  return (
    <WorkspacePage title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">There is nothing to show yet, because no police data is loaded.</p>
      <p class="govuk-body">
        An analyst can{' '}
        <a class="govuk-link" href={evidencePaths.newImport()}>
          load police data
        </a>
        .
      </p>
    </WorkspacePage>
  );
}
