import type { Party } from '#core/access/agreements/agreement.ts';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords } from '#platform/calendar.ts';

/** The parties of a version, and which have signed. */
export function PartiesTable({ parties }: { parties: readonly Party[] }) {
  return (
    <PlainTable
      id="parties"
      caption="Parties and signatures"
      columns={columns}
      rows={parties}
      empty="It has no parties yet."
    />
  );
}

const columns: readonly Column<Party>[] = [
  { key: 'party', heading: 'Party', isWide: true, value: ({ name }) => name },
  { key: 'signed', heading: 'Signature', isWide: true, value: signatureInWords },
];

function signatureInWords({ signature }: Party): string {
  if (signature === undefined) return 'Not signed. Gives and receives nothing';
  const signed = `Signed by ${signature.byName} on ${momentInWords(signature.at)}`;
  return signature.leftAt === undefined
    ? signed
    : `${signed}. Left on ${momentInWords(signature.leftAt)}`;
}
