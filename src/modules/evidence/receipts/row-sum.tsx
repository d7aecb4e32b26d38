import { KeyFigures } from '#design-system/content.tsx';
import { amountInWords as amount, type RowCounts } from './receipt.ts';

/** Every row of an import as a sum that anybody can check. */
export function RowSum({ rows }: { rows: RowCounts }) {
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
        {amount(rows.read)} read = {amount(rows.accepted)} accepted + {amount(rows.duplicate)}{' '}
        duplicates + {amount(rows.quarantined)} set aside.
        {rows.replaced > 0 &&
          ` ${amount(rows.replaced)} rows of earlier versions were replaced; the old versions are kept.`}
      </p>
    </>
  );
}
