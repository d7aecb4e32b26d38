import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, CharacterCount } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import type { FigureAddress } from './figure-kind.ts';
import { longestReason, longestSentence } from './finding-form.ts';
import { FindingList } from './finding-list.tsx';
import type { Finding, FindingLine } from './finding.ts';
import { FrozenFigureBlock } from './frozen-figure-block.tsx';
import { listDifferences, type FrozenFigure } from './frozen-figure.ts';
import { findingPath, findingsPath, findingSupersessionPath } from './paths.ts';

export type RecordFindingPageProps = {
  idempotencyKey: string;
  address: FigureAddress;
  /** The figure as it would be frozen now. */
  figure: FrozenFigure;
  /** What its author looked at before, where that was something else. */
  seenBefore?: FrozenFigure | undefined;
  /** The finding that is to be superseded. */
  older: Finding | undefined;
  /** Findings in use from the same figure. */
  others: readonly FindingLine[];
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** Writing the sentence of a finding, with the figure as it will be kept in sight. */
export function RecordFindingPage(props: RecordFindingPageProps) {
  const { figure, seenBefore, older, others, errors } = props;
  const title = older === undefined ? 'Record a finding' : 'Supersede this finding';
  const back =
    older === undefined
      ? { href: figure.livePath, text: 'Back to the figure' }
      : { href: findingPath(older.id), text: 'Back to the finding' };
  return (
    <WorkspacePage title={title} back={back} errors={errors}>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {older === undefined
          ? 'Your sentence is kept with this figure as it is now, your name, your agency and the time. It cannot be changed afterwards, only superseded.'
          : 'The earlier finding stays readable and leads to this one. Yours is kept with the figure as it is now.'}
      </p>
      {older !== undefined && <Earlier older={older} figure={figure} />}
      {seenBefore !== undefined && <WhatChanged seen={seenBefore} now={figure} />}
      <FrozenFigureBlock
        id="figure"
        figure={figure}
        caption={seenBefore === undefined ? 'The figure that will be kept' : 'As it is now'}
      />
      {seenBefore !== undefined && (
        <FrozenFigureBlock id="seen-before" figure={seenBefore} caption="As you saw it before" />
      )}
      {older === undefined && others.length > 0 && <Others others={others} />}
      <TheForm {...props} />
    </WorkspacePage>
  );
}

function TheForm(props: RecordFindingPageProps) {
  const { idempotencyKey, address, figure, older, values, errors } = props;
  return (
    <PostForm
      action={older === undefined ? findingsPath() : findingSupersessionPath(older.id)}
      idempotencyKey={idempotencyKey}
      hidden={{ figure: address.kind, query: address.query, seen: JSON.stringify(figure) }}
    >
      <CharacterCount
        id="sentence"
        name="sentence"
        label={{ text: 'What does the figure show?', classes: 'govuk-label--m' }}
        hint={{
          text: 'One plain sentence that others can quote. Never name or describe a person.',
        }}
        rows={3}
        maxlength={longestSentence}
        value={values?.['sentence'] ?? older?.sentence ?? ''}
        errorMessage={errorFor(errors, 'sentence')}
      />
      {older !== undefined && (
        <CharacterCount
          id="reason"
          name="reason"
          label={{ text: 'Why is the earlier finding superseded?', classes: 'govuk-label--m' }}
          hint={{ text: 'For example: newer months are loaded, or the first sentence was wrong.' }}
          rows={3}
          maxlength={longestReason}
          value={values?.['reason'] ?? ''}
          errorMessage={errorFor(errors, 'reason')}
        />
      )}
      <Button
        text={older === undefined ? 'Record the finding' : 'Record the newer finding'}
        preventDoubleClick
      />
    </PostForm>
  );
}

function Earlier({ older, figure }: { older: Finding; figure: FrozenFigure }) {
  const differences = listDifferences(older.figure, figure);
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">
        The earlier finding:{' '}
        <a class="govuk-link" href={findingPath(older.id)}>
          {older.sentence}
        </a>
      </p>
      <p class="govuk-body">
        {differences.length === 0
          ? 'The figure has not changed since then.'
          : `Different in the figure since then: ${differences.join(', ')}.`}
      </p>
    </div>
  );
}

function WhatChanged({ seen, now }: { seen: FrozenFigure; now: FrozenFigure }) {
  return (
    <p class="govuk-inset-text">
      Different now: {listDifferences(seen, now).join(', ')}. Nothing is recorded yet. Read the
      figure as it is now, and your sentence again.
    </p>
  );
}

function Others({ others }: { others: readonly FindingLine[] }) {
  return (
    <section class="app-quiet govuk-!-margin-bottom-6" aria-labelledby="others">
      <h2 class="govuk-heading-s" id="others">
        Recorded from this figure before
      </h2>
      <p class="govuk-body">If yours says it better, open the earlier one and supersede it.</p>
      <FindingList findings={others} />
    </section>
  );
}
