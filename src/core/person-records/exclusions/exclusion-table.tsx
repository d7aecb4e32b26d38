import { inWords, type Colleague } from '#core/person-records/staff-store.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { momentInWords } from '#platform/calendar.ts';
import { bases, isToReview, type Exclusion } from './exclusion.ts';
import { exclusionDecisionPath } from './paths.ts';

type Staff = ReadonlyMap<string, Colleague>;

/** Who is kept out, why, since when and by whom. */
export function exclusionColumns(staff: Staff): Column<Exclusion>[] {
  return [
    { key: 'who', heading: 'Who', isWide: true, value: ({ userId }) => inWords(staff, userId) },
    { key: 'why', heading: 'Why', isWide: true, value: whyInWords },
    {
      key: 'since',
      heading: 'Since',
      isWide: true,
      value: ({ madeAt, madeBy }) =>
        `${momentInWords(madeAt)}, by ${madeBy === null ? 'the service' : inWords(staff, madeBy)}`,
    },
  ];
}

export function endedColumn(staff: Staff): Column<Exclusion> {
  return {
    key: 'ended',
    heading: 'Ended',
    value: ({ endedAt, endedBy }) =>
      endedAt === null ? null : `${momentInWords(endedAt)}, by ${inWords(staff, endedBy)}`,
  };
}

/** Confirming what the service found, and ending any. */
export function decisionColumn(staff: Staff, makeKey: () => string): Column<Exclusion> {
  const button = (exclusion: Exclusion, decision: 'confirmed' | 'ended', text: string) => (
    <PostForm
      action={exclusionDecisionPath(exclusion.id)}
      idempotencyKey={makeKey()}
      hidden={{ decision }}
    >
      <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-1" type="submit">
        {text}
        <span class="govuk-visually-hidden">: {inWords(staff, exclusion.userId)}</span>
      </button>
    </PostForm>
  );
  return {
    key: 'decide',
    heading: 'Decide',
    value: () => '',
    render: (exclusion) => (
      <>
        {isToReview(exclusion) && button(exclusion, 'confirmed', 'Keep out')}
        {button(exclusion, 'ended', 'Let in again')}
      </>
    ),
  };
}

function whyInWords({ basis, reason }: Exclusion): string {
  return basis === 'decided' ? reason : `${bases[basis]}.`;
}
