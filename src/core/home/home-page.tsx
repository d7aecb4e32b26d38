import type { VNode } from 'preact';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';

export type HomePageProps = {
  name: string;
  /** What each module has to say to this person today, in the modules' order. */
  sections: readonly VNode[];
};

/** What needs me today? */
export function HomePage({ name, sections }: HomePageProps) {
  return (
    <WorkspacePage title="Home">
      <span class="govuk-caption-l">{name}</span>
      <h1 class="govuk-heading-l">What needs you today</h1>
      {sections.length === 0 ? <p class="govuk-body">Nothing needs you today.</p> : sections}
    </WorkspacePage>
  );
}
