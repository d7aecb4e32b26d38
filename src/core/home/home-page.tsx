import type { VNode } from 'preact';
import type { Role } from '#core/access/roles.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { notBuiltYet } from './not-built-yet.ts';

export type HomePageProps = {
  name: string;
  role: Role;
  /** Why the story's person is here; undefined for everybody who is real. */
  story: string | undefined;
  /** What each part of the service has to say to this person today, in order. */
  sections: readonly VNode[];
};

/** What needs me today? */
export function HomePage({ name, role, story, sections }: HomePageProps) {
  const missing = notBuiltYet[role];
  return (
    <WorkspacePage title="Home">
      <span class="govuk-caption-l">{name}</span>
      <h1 class="govuk-heading-l">What needs you today</h1>
      {story !== undefined && (
        <p class="app-story">
          <span class="app-story__label">In the story</span> {story}
        </p>
      )}
      <div class="app-sections">{sections}</div>
      {missing !== undefined && (
        <section class="app-quiet" aria-labelledby="not-built-yet">
          <h2 class="govuk-heading-s" id="not-built-yet">
            Not built yet
          </h2>
          <p class="govuk-body">{missing}</p>
        </section>
      )}
    </WorkspacePage>
  );
}
