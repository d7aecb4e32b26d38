import type { VNode } from 'preact';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { evidencePaths } from '../paths.ts';
import { PlaceNotCounted } from './place.ts';

/** A page and its status; where the place that was asked for has no figures, the page that says why. */
export async function pageForPlace(make: () => Promise<VNode>): Promise<[VNode, number]> {
  try {
    return [await make(), 200];
  } catch (problem) {
    if (!(problem instanceof PlaceNotCounted)) throw problem;
    return [<PlaceNotCountedPage why={problem.message} />, 404];
  }
}

function PlaceNotCountedPage({ why }: { why: string }) {
  return (
    <WorkspacePage
      title="No figure for this place"
      back={{ href: evidencePaths.trend(), text: 'Back to what is happening' }}
    >
      <h1 class="govuk-heading-l">No figure for this place</h1>
      <p class="govuk-body">{why}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={evidencePaths.areas()}>
          Find an area by its name or code
        </a>
      </p>
    </WorkspacePage>
  );
}
