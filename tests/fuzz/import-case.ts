import { randomUUID } from 'node:crypto';
import { dayOf } from '#platform/calendar.ts';
import { importPoliceFiles } from '#modules/evidence/police-imports/import-police-files.ts';
import { getReceipt } from '#modules/evidence/police-imports/receipt-store.ts';
import { AllFilesRefused } from '#modules/evidence/police-imports/refuse-import.ts';
import { withdrawImport } from '#modules/evidence/police-imports/withdraw-import.ts';
import { keepText } from '#tests/support/police-files.ts';
import { operator } from '#tests/support/sign-in.ts';
import { damageBytes } from './damage-bytes.ts';
import { expectFile, expectTogether } from './expect-police-rows.ts';
import { requireSame, type Ground } from './ground.ts';
import { makePoliceCsv } from './make-police-csv.ts';
import { times, type Random } from './random.ts';

/** Plain police files taken all the way, to the receipt; withdrawn again when anything was accepted. */
export async function runImportCase(random: Random, { service }: Ground): Promise<string> {
  const contents = times(1 + random.int(2), () => {
    const csv = makePoliceCsv(random);
    return random.chance(0.2) ? damageBytes(random, csv) : csv;
  });
  const today = dayOf(service.clock.now());
  const expected = contents.map((content) => expectFile(content, today));
  const isReadable = expected.some(({ kind }) => kind === 'readable');
  const files = await Promise.all(
    contents.map((content, at) => keepText(service, `${at}-street.csv`, content)),
  );
  const order = { id: randomUUID(), source: 'police' as const, files, mayReplace: true };
  try {
    const { id, alreadyImported } = await importPoliceFiles(service, operator, order);
    const receipt = await service.database.transaction(operator, (tx) => getReceipt(tx, id));
    requireSame('readable', true, isReadable);
    const { read, accepted, duplicate, quarantined } = expectTogether(expected);
    const { replaced: _replaced, ...rows } = receipt.rows;
    requireSame('the receipt', rows, { read, accepted, duplicate, quarantined });
    if (accepted > 0 && !alreadyImported) {
      await withdrawImport(service, { principal: operator }, { id });
    }
    return 'read';
  } catch (problem) {
    if (!(problem instanceof AllFilesRefused)) throw problem;
    requireSame(`refused (${problem.message})`, isReadable, false);
    return 'refused';
  }
}
