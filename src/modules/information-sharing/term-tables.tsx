import type { ComponentChildren } from 'preact';
import { categories, type Direction } from '#core/access/agreements/term.ts';
import { purposes } from '#core/access/purposes.ts';
import { capacities, regimes } from '#core/person-records/person-record.ts';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { nameIn, type Names } from './names.ts';
import type { FlowLine, TermLine } from './term-lines.ts';

export type TermTableProps = {
  direction: Direction;
  lines: readonly TermLine[];
  names: Names;
  /** Whose alone, where not everybody's are shown; such as "your agency". */
  of?: string | undefined;
  /** What an editor can do with a line. */
  actionsFor?: ((line: TermLine) => ComponentChildren) | undefined;
};

/** What parties sign for: who gives, or receives, what, for what, of which records. */
export function TermTable({ direction, lines, names, of, actionsFor }: TermTableProps) {
  const nothing =
    of === undefined ? `No party ${direction} anything yet.` : nothingOf(of, direction);
  const isGiving = direction === 'gives';
  const columns: readonly Column<TermLine>[] = [
    {
      key: 'party',
      heading: 'Party',
      isWide: true,
      value: (line) => nameIn(names.agencies, line.agencyId),
    },
    ...sharedColumns<TermLine>(isGiving ? 'Gives' : 'Receives'),
    ...(isGiving ? [powerColumn<TermLine>(names)] : []),
    ...(actionsFor === undefined
      ? []
      : [{ key: 'actions', heading: 'Change', value: () => '', render: actionsFor }]),
  ];
  return (
    <PlainTable
      id={direction}
      caption={`What ${of ?? 'each party'} ${direction}`}
      columns={columns}
      rows={lines.filter((line) => line.direction === direction)}
      empty={nothing}
    />
  );
}

function nothingOf(of: string, direction: Direction): string {
  return `${of.charAt(0).toUpperCase()}${of.slice(1)} ${direction} nothing.`;
}

/** Who gets what from whom, as far as both have it in their terms and the law reaches. */
export function FlowTable({ lines, names }: { lines: readonly FlowLine[]; names: Names }) {
  const columns: readonly Column<FlowLine>[] = [
    {
      key: 'giver',
      heading: 'From',
      isWide: true,
      value: (line) => nameIn(names.agencies, line.giverId),
    },
    {
      key: 'receivers',
      heading: 'To',
      value: ({ receiverIds }) => receiverIds.map((id) => nameIn(names.agencies, id)).join(', '),
      render: ({ receiverIds }) => (
        <Words words={receiverIds.map((id) => nameIn(names.agencies, id))} isLong />
      ),
    },
    ...sharedColumns<FlowLine>('What'),
    powerColumn<FlowLine>(names),
  ];
  return (
    <PlainTable
      id="flows"
      caption="Who gets what from whom"
      columns={columns}
      rows={lines}
      empty="Nobody gets anything: no two parties give and receive the same."
    />
  );
}

type Shared = Pick<TermLine, 'categories' | 'purposes' | 'heldAs' | 'processing'>;

function sharedColumns<Row extends Shared>(what: string): Column<Row>[] {
  const columns: ['what' | 'purposes' | 'heldAs' | 'processing', string, (row: Row) => string[]][] =
    [
      ['what', what, (row) => row.categories.map((one) => categories[one])],
      ['purposes', 'For', (row) => row.purposes.map((one) => purposes[one])],
      ['heldAs', 'Of people held as', (row) => row.heldAs.map((one) => capacities[one])],
      ['processing', 'Recorded for', (row) => row.processing.map((one) => regimes[one])],
    ];
  return columns.map(([key, heading, wordsOf]) => ({
    key,
    heading,
    value: (row) => wordsOf(row).join(', '),
    // A few are easier to compare below each other; many would make the table long.
    render: (row) =>
      key === 'heldAs' ? (
        <span class="app-line app-line--long">{wordsOf(row).join(', ')}</span>
      ) : (
        <Words words={wordsOf(row)} />
      ),
  }));
}

function powerColumn<Row extends { gatewayId: string | undefined }>(names: Names): Column<Row> {
  return {
    key: 'power',
    heading: 'By the power of',
    value: ({ gatewayId }) => (gatewayId === undefined ? null : nameIn(names.gateways, gatewayId)),
    render: ({ gatewayId }) =>
      gatewayId === undefined ? null : <Words words={[nameIn(names.gateways, gatewayId)]} />,
  };
}

/** One below the other: a table of commas is hard to compare. */
function Words({ words, isLong = false }: { words: readonly string[]; isLong?: boolean }) {
  return (
    <>
      {words.map((word) => (
        <span class={isLong ? 'app-line app-line--long' : 'app-line'} key={word}>
          {word}
        </span>
      ))}
    </>
  );
}
