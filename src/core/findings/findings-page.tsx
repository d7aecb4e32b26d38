import { Button, Input, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { TablePagination } from '#design-system/tables/table-pagination.tsx';
import { FindingList } from './finding-list.tsx';
import {
  findingStates,
  type FindingSearch,
  type FindingState,
  type FoundFindings,
} from './finding.ts';
import { findingsPath } from './paths.ts';

export type FindingsPageProps = { search: FindingSearch; found: FoundFindings };

const stateWords: Readonly<Record<FindingState, string>> = {
  'in-use': 'In use',
  superseded: 'Superseded',
  all: 'All',
};

/** What the partnership has found, the newest first. */
export function FindingsPage({ search, found }: FindingsPageProps) {
  const { words, state } = search;
  const asked = words.join(' ');
  return (
    <WorkspacePage title="Findings">
      <h1 class="govuk-heading-l">Findings</h1>
      <p class="govuk-body">
        A finding is a sentence with the figure it was read from, kept as it was on that day. To
        record one, open a figure and choose “Record a finding”.
      </p>
      <form action={findingsPath()} method="get" class="app-choices">
        <Input
          id="search"
          name="search"
          label={{ text: 'Words, a place or a name' }}
          value={asked}
          classes="govuk-input--width-20"
        />
        <Select
          id="state"
          name="state"
          label={{ text: 'Show' }}
          items={findingStates.map((one) => ({
            value: one,
            text: stateWords[one],
            selected: one === state,
          }))}
        />
        <Button text="Find" classes="govuk-button--secondary" />
      </form>
      <h2 class="govuk-heading-s">{howMany(search, found.total)}</h2>
      <FindingList findings={found.rows} />
      {found.total === 0 && <p class="govuk-body">{emptyWords(search)}</p>}
      <TablePagination
        page={found}
        address={{ path: findingsPath(), query: { search: asked, state } }}
        label="Pages of findings"
      />
    </WorkspacePage>
  );
}

function howMany({ state }: FindingSearch, total: number): string {
  const findings = total === 1 ? '1 finding' : `${total.toLocaleString('en-GB')} findings`;
  if (state === 'all') return findings;
  return `${findings} ${state === 'in-use' ? 'in use' : 'superseded'}`;
}

function emptyWords({ words, state }: FindingSearch): string {
  if (words.length > 0) return 'Nothing has all of these words. Try fewer, or show all findings.';
  return state === 'superseded' ? 'No finding has been superseded.' : 'None is recorded yet.';
}
