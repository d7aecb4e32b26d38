import type { Preview, PreviewLine } from '#core/access/agreements/preview-store.ts';
import { categories } from '#core/access/agreements/term.ts';
import { Details } from '#design-system/govuk/components.ts';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { dayInWords } from '#platform/calendar.ts';
import { nameIn, type Names } from './names.ts';
import { countInWords, previewInWords } from './preview-words.ts';

export type PreviewFiguresProps = {
  preview: Preview;
  names: Names;
  /** The day from which it would be so, as YYYY-MM-DD; undefined for today. */
  from: string | undefined;
};

/** What a version would change, counted by agency and category. Nobody is named. */
export function PreviewFigures({ preview, names, from }: PreviewFiguresProps) {
  const byChange = (change: PreviewLine['change']): PreviewLine[] =>
    preview.lines.filter((line) => line.change === change);
  const lost = byChange('loses');
  return (
    <section aria-labelledby="effect">
      <h2 class="govuk-heading-m" id="effect">
        What would change
      </h2>
      <p class="govuk-body govuk-!-font-weight-bold">{previewInWords(preview)}</p>
      <p class="govuk-body">
        If every party signs, from {from === undefined ? 'today' : dayInWords(from)}. Counted from
        the records held now. What people see already is not counted.
      </p>
      <PlainTable
        id="gains"
        caption="What would be opened, and to whom"
        columns={columnsWith(names)}
        rows={byChange('gains')}
        empty="Nobody would see anything that they cannot see without it."
      />
      {lost.length > 0 && (
        <PlainTable
          id="loses"
          caption="What would be closed, and to whom"
          columns={columnsWith(names)}
          rows={lost}
          empty=""
        />
      )}
      <Details summaryText="How this is counted">
        <p>
          People are those of the agency who can sign in. Fewer than 5 of them are given as “fewer
          than 5”. Sight for one more purpose counts as gained.
        </p>
        <p>
          Numbers of records are rounded: each kind of record to the nearest 5, and never to
          nothing. So nobody can be picked out, however many drafts are compared.
        </p>
        <p>
          Restricted and sealed records are not counted, because no agreement opens them. Nobody’s
          exclusion from a record is counted either: who is kept out stays out, and the figures do
          not show it.
        </p>
      </Details>
    </section>
  );
}

function columnsWith({ agencies }: Names): readonly Column<PreviewLine>[] {
  return [
    {
      key: 'receiver',
      heading: 'Agency',
      isWide: true,
      value: (line) => nameIn(agencies, line.receiverId),
    },
    { key: 'people', heading: 'People', numeric: true, value: (line) => countInWords(line.people) },
    { key: 'category', heading: 'See', isWide: true, value: (line) => categories[line.category] },
    { key: 'giver', heading: 'Of', isWide: true, value: (line) => nameIn(agencies, line.giverId) },
    {
      key: 'records',
      heading: 'Records, about',
      numeric: true,
      value: (line) => line.records.toLocaleString('en-GB'),
    },
  ];
}
