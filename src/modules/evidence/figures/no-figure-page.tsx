import type { VNode } from 'preact';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { evidencePaths } from '../paths.ts';
import { NoFigure } from './no-figure.ts';

/** A page with a list of crime types: where it is, and "Back to" what. */
type Start = { href: string; name: string };
const trend: Start = { href: evidencePaths.trend(), name: 'what is happening' };

/** A page and its status; where what was asked for has no figures, the page that says why and leads to its start. */
export async function pageOrWhyNot(
  make: () => Promise<VNode>,
  start: Start = trend,
): Promise<[VNode, number]> {
  try {
    return [await make(), 200];
  } catch (problem) {
    if (!(problem instanceof NoFigure)) throw problem;
    return [<NoFigurePage problem={problem} start={start} />, 404];
  }
}

function NoFigurePage({ problem, start }: { problem: NoFigure; start: Start }) {
  const { about, message } = problem;
  const title = `No figure for this ${about}`;
  const [href, words] = waysOn(start)[about];
  return (
    <WorkspacePage title={title} back={{ href: start.href, text: `Back to ${start.name}` }}>
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

const waysOn = (
  start: Start,
): Readonly<Record<NoFigure['about'], readonly [href: string, words: string]>> => ({
  place: [evidencePaths.areas(), 'Find an area by its name or code'],
  period: [evidencePaths.coverage(), 'See which months are loaded'],
  'crime type': [start.href, 'Choose a crime type from the list'],
});
