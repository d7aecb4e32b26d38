import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { evidencePaths } from '../paths.ts';
import type { NamedArea } from './area-store.ts';

/** For a code of 2011 that no longer stands for an area: where its incidents are counted. */
export function OlderAreaPage({
  code,
  became,
}: {
  code: string;
  became: readonly Pick<NamedArea, 'code' | 'name'>[];
}) {
  return (
    <WorkspacePage
      title={`${code}, an area of 2011`}
      back={{ href: evidencePaths.areas(), text: 'Back to the areas' }}
    >
      <h1 class="govuk-heading-l">{code}, an area of 2011</h1>
      <p class="govuk-body">
        {became.length === 1
          ? 'Its boundary changed in 2021. What was published under this code is counted in this area:'
          : 'It was split in 2021. What was published under this code is counted where its points lie, in one of these areas. Incidents without a usable point are marked and are in none of them:'}
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {became.map((newer) => (
          <li key={newer.code}>
            <a class="govuk-link" href={evidencePaths.area(newer.code)}>
              {newer.name}
            </a>
            {newer.name !== newer.code && ` (${newer.code})`}
          </li>
        ))}
      </ul>
    </WorkspacePage>
  );
}
