import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';

/** A map that cannot be drawn just now, and how to ask for the same one again. */
export function MapWaitPage({ why, href }: { why: string; href: string }) {
  return (
    <WorkspacePage title="The map is not ready">
      <h1 class="govuk-heading-l">The map is not ready</h1>
      <p class="govuk-body">{why}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={href}>
          Ask for this map again
        </a>
      </p>
    </WorkspacePage>
  );
}
