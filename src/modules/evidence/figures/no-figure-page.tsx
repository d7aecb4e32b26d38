import type { VNode } from 'preact';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { evidencePaths } from '../paths.ts';
import { NoFigure } from './no-figure.ts';

/** A page and its status; where what was asked for has no figures, the page that says why. */
export async function pageOrWhyNot(make: () => Promise<VNode>): Promise<[VNode, number]> {
  try {
    return [await make(), 200];
  } catch (problem) {
    if (!(problem instanceof NoFigure)) throw problem;
    return [<NoFigurePage problem={problem} />, 404];
  }
}

function NoFigurePage({ problem: { about, message } }: { problem: NoFigure }) {
  const title = `No figure for this ${about}`;
  const [href, words] = waysOn[about];
  return (
    <WorkspacePage
      title={title}
      back={{ href: evidencePaths.trend(), text: 'Back to what is happening' }}
    >
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{message}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={href}>
          {words}
        </a>
      </p>
    </WorkspacePage>
  );
}

const waysOn: Readonly<Record<NoFigure['about'], readonly [href: string, words: string]>> = {
  place: [evidencePaths.areas(), 'Find an area by its name or code'],
  period: [evidencePaths.coverage(), 'See which months are loaded'],
  'crime type': [evidencePaths.trend(), 'Choose a crime type from the list'],
};
