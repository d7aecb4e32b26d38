import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isAllowed } from '#core/access/permissions.ts';
import { jobPath } from '#core/jobs/paths.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/users/workspace-guard.ts';
import { streamCsv, type CsvCell } from '#platform/documents/csv.ts';
import { receiveFiles } from '#platform/files/receive-files.ts';
import { NotFound } from '#platform/http/failures.ts';
import { evidencePaths } from '../paths.ts';
import type { QuarantinedRow } from './police-import.ts';
import { ImportsPage } from './imports-page.tsx';
import { NewImportPage } from './new-import-page.tsx';
import { getReceipt, listImports, listQuarantinedRows } from './receipt-store.ts';
import { ReceiptPage } from './receipt-page.tsx';
import { requestImport } from './request-import.ts';
import { findRowRule } from '../police-files/row-rules.ts';

const Params = z.object({ id: z.uuid() });
const Key = z.uuid().optional().catch(undefined);
const rowsOnThePage = 20;
const rowsAtOnce = 500;

/** Loading police data, and the receipts of what was loaded. */
export function policeImportRoutes(app: FastifyInstance, service: Service): void {
  const { database } = service;
  const force = service.profile.areas.policeForce.name;

  app.get(evidencePaths.imports(), needs('evidence.read'), async (request, reply) => {
    const principal = principalOf(request);
    const imports = await database.transaction(principal, listImports);
    const mayLoad = isAllowed(principal, 'police-import.make');
    return reply.page(<ImportsPage imports={imports} mayLoad={mayLoad} />);
  });

  app.get(evidencePaths.newImport(), needs('police-import.make'), (_request, reply) =>
    reply.page(<NewImportPage idempotencyKey={randomUUID()} force={force} />),
  );

  app.post(evidencePaths.imports(), needs('police-import.make'), async (request, reply) => {
    const upload = await receiveFiles(request, service.files);
    if (!upload.ok) {
      const errors = { files: upload.error };
      const page = <NewImportPage idempotencyKey={randomUUID()} force={force} errors={errors} />;
      return reply.page(page, 422);
    }
    const { jobId } = await requestImport(
      service,
      {
        principal: principalOf(request),
        idempotencyKey: Key.parse(upload.fields.get('idempotencyKey')),
      },
      { files: upload.files, mayShrink: upload.fields.get('mayShrink') === 'yes' },
    );
    return reply.redirect(jobPath(jobId), 303);
  });

  app.get(evidencePaths.receipt(':id'), needs('evidence.read'), async (request, reply) => {
    const id = parseId(request.params);
    const page = await database.transaction(principalOf(request), async (tx) => ({
      receipt: await getReceipt(tx, id),
      quarantined: await listQuarantinedRows(tx, id, { from: 0, limit: rowsOnThePage }),
    }));
    return reply.page(<ReceiptPage {...page} />);
  });

  app.get(evidencePaths.quarantinedRows(':id'), needs('evidence.read'), async (request, reply) => {
    const id = parseId(request.params);
    const principal = principalOf(request);
    await database.transaction(principal, (tx) => getReceipt(tx, id));
    const readSome = (from: number): Promise<QuarantinedRow[]> =>
      database.transaction(principal, (tx) =>
        listQuarantinedRows(tx, id, { from, limit: rowsAtOnce }),
      );
    return streamCsv(
      reply,
      `rows-set-aside-${id}`,
      ['File', 'Line', 'Why', 'What to do', 'The row as it stands in the file'],
      describeRows(readSome),
    );
  });
}

/** The whole list, some hundreds of rows at a time: it may be longer than memory. */
async function* describeRows(
  readSome: (from: number) => Promise<QuarantinedRow[]>,
): AsyncGenerator<CsvCell[][]> {
  for (let from = 0; ; from += rowsAtOnce) {
    const rows = await readSome(from);
    yield rows.map(({ fileName, line, rule, raw }) => {
      const words = findRowRule(rule);
      return [fileName, line, words?.sentence ?? rule, words?.whatToDo ?? '', raw];
    });
    if (rows.length < rowsAtOnce) return;
  }
}

function parseId(params: unknown): string {
  const parsed = Params.safeParse(params);
  if (!parsed.success) throw new NotFound();
  return parsed.data.id;
}
