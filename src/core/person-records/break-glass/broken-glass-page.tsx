import { inWords, type Colleague } from '#core/person-records/staff-store.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords } from '#platform/calendar.ts';
import { stateOf, type BrokenGlass } from './broken-glass.ts';
import type { Suspended } from './glass-store.ts';
import { glassPath, restorationPath } from './paths.ts';

export type BrokenGlassPageProps = {
  glasses: readonly BrokenGlass[];
  suspended: readonly Suspended[];
  staff: ReadonlyMap<string, Colleague>;
  now: Date;
  makeKey: () => string;
};

/** Every breaking that its reader is told of, and who of their agency may not do it now. */
export function BrokenGlassPage(props: BrokenGlassPageProps) {
  const { glasses, suspended, staff, now, makeKey } = props;
  const columns: Column<BrokenGlass>[] = [
    {
      key: 'when',
      heading: 'When',
      value: ({ brokenAt }) => momentInWords(brokenAt),
      render: ({ id, brokenAt }) => (
        <a class="govuk-link" href={glassPath(id)}>
          {momentInWords(brokenAt)}
        </a>
      ),
    },
    { key: 'who', heading: 'Who', isWide: true, value: ({ userId }) => inWords(staff, userId) },
    { key: 'why', heading: 'Their reason', isWide: true, value: ({ reason }) => reason },
    { key: 'review', heading: 'Review', value: (glass) => stateOf(glass, now) },
  ];
  return (
    <WorkspacePage title="Broken glass" isWide>
      <h1 class="govuk-heading-l">Broken glass</h1>
      <PlainTable
        id="glasses"
        caption="Records opened in an emergency by people of other agencies"
        columns={columns}
        rows={glasses}
        empty="Nobody has opened a record of yours in an emergency."
      />
      {suspended.length > 0 && (
        <section aria-labelledby="suspended">
          <h2 class="govuk-heading-m" id="suspended">
            People of your agency who may not break the glass
          </h2>
          <ul class="govuk-list govuk-list--spaced">
            {suspended.map(({ userId, standing }) => (
              <li key={userId}>
                {inWords(staff, userId)}:{' '}
                {standing === 'review-overdue'
                  ? 'another agency’s review is overdue. Ask its governance lead for it.'
                  : 'a review found that it was not justified. Talk with them first.'}
                {standing === 'not-justified' && (
                  <PostForm action={restorationPath(userId)} idempotencyKey={makeKey()}>
                    <button
                      class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0"
                      type="submit"
                    >
                      Let them do it again
                      <span class="govuk-visually-hidden">: {inWords(staff, userId)}</span>
                    </button>
                  </PostForm>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </WorkspacePage>
  );
}
