import { KeyFigures } from '#design-system/content.tsx';
import { amountInWords as amount, type RowCounts } from './receipt.ts';
import { replacedInWords, rowSumInWords, type ComparedMonth } from './row-words.ts';

export type RowSumProps = {
  rows: RowCounts;
  months: readonly ComparedMonth[];
  /** What each of the months is when one month stands there more than once: "month of a force". */
  unit: string;
};

/** Every row of an import as a sum that anybody can check, and what it replaced. */
export function RowSum({ rows, months, unit }: RowSumProps) {
  return (
    <>
      <KeyFigures
        figures={[
          { label: 'Rows read', value: amount(rows.read) },
          { label: 'Accepted', value: amount(rows.accepted) },
          { label: 'Duplicates', value: amount(rows.duplicate), note: 'left out' },
          { label: 'Set aside', value: amount(rows.quarantined), note: 'could not be used' },
        ]}
      />
      <p class="govuk-body">
        {[rowSumInWords(rows), ...replacedInWords(rows, months, unit)].join(' ')}
      </p>
    </>
  );
}
