import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isAllowed } from '#core/access/permissions.ts';
import { jobPath } from '#core/jobs/paths.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import type { Column } from '#design-system/tables/column.ts';
import { monthInWords } from '#platform/calendar.ts';
import { streamCsv } from '#platform/documents/csv.ts';
import { receiveFiles } from '#platform/files/receive-files.ts';
import { NotFound } from '#platform/http/failures.ts';
import { listCountImports } from '../count-imports/count-receipt-store.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import { evidencePaths } from '../paths.ts';
import { ImportsPage } from './imports-page.tsx';
import { NewImportPage } from './new-import-page.tsx';
import {
  getReceipt,
  listDuplicateRows,
  listImports,
  listQuarantinedRows,
} from './receipt-store.ts';
import { ReceiptPage } from './receipt-page.tsx';
import { requestImport } from './request-import.ts';
import { listEarlierVersions, type EarlierVersion } from './version-store.ts';
import { whyNotWithdrawable, withdrawImport } from './withdraw-import.ts';
import { findRowRule } from '../police-files/row-rules.ts';
import { duplicatesCsv, rowsSetAsideCsv } from '../receipts/row-lists-csv.ts';
import { WithdrawalPage } from '../receipts/withdrawal-page.tsx';

const Params = z.object({ id: z.uuid() });
const Key = z.uuid().optional().catch(undefined);
const WithdrawalForm = z.object({ idempotencyKey: Key });
const Query = z.record(z.string(), z.unknown());
const firstRows = { from: 0, limit: 20 };
const importsOnThePage = 200;

/** Loading police data, and the receipts of what was loaded. */
export function policeImportRoutes(app: FastifyInstance, service: Service): void {
  const { database } = service;
  const force = service.profile.areas.policeForce.name;

  app.get(evidencePaths.imports(), needs('evidence.read'), async (request, reply) => {
    const principal = principalOf(request);
    const [imports, counts, current] = await database.transaction(principal, (tx) =>
      Promise.all([
        listImports(tx, importsOnThePage),
        listCountImports(tx, importsOnThePage),
        findCurrentSource(tx, service),
      ]),
    );
    const mayLoad = isAllowed(principal, 'police-import.make');
    return reply.page(
      <ImportsPage imports={imports} counts={counts} source={current?.source} mayLoad={mayLoad} />,
    );
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
      { files: upload.files, mayReplace: upload.fields.get('mayReplace') === 'yes' },
    );
    return reply.redirect(jobPath(jobId), 303);
  });

  app.get(evidencePaths.receipt(':id'), needs('evidence.read'), async (request, reply) => {
    const id = parseId(request.params);
    const principal = principalOf(request);
    const [receipt, quarantined, duplicates] = await database.transaction(principal, (tx) =>
      Promise.all([
        getReceipt(tx, id),
        listQuarantinedRows(tx, id, firstRows),
        listDuplicateRows(tx, id, firstRows),
      ]),
    );
    const page = { receipt, quarantined, duplicates };
    const mayWithdraw = isAllowed(principal, 'police-import.withdraw');
    const query = Query.parse(request.query);
    return reply.page(<ReceiptPage {...page} mayWithdraw={mayWithdraw} query={query} />);
  });

  const withdrawal = evidencePaths.importWithdrawal(':id');
  app.get(withdrawal, needs('police-import.withdraw'), async (request, reply) => {
    const id = parseId(request.params);
    const page = await database.transaction(principalOf(request), async (tx) => {
      const receipt = await getReceipt(tx, id);
      const { source, rows } = receipt;
      const whyNot = whyNotWithdrawable({
        source,
        rowsAccepted: rows.accepted,
        withdrawal: receipt.withdrawal,
      });
      return { receipt, earlier: await listEarlierVersions(tx, id), whyNot };
    });
    return reply.page(
      <WithdrawalPage
        {...page}
        receiptPath={evidencePaths.receipt(id)}
        withdrawalPath={evidencePaths.importWithdrawal(id)}
        columns={unitColumns}
        idempotencyKey={randomUUID()}
      />,
    );
  });

  app.post(withdrawal, needs('police-import.withdraw'), async (request, reply) => {
    const id = parseId(request.params);
    const { idempotencyKey } = WithdrawalForm.parse(request.body);
    await withdrawImport(service, { principal: principalOf(request), idempotencyKey }, { id });
    return reply.redirect(evidencePaths.receipt(id), 303);
  });

  app.get(evidencePaths.quarantinedRows(':id'), needs('evidence.read'), async (request, reply) => {
    const id = parseId(request.params);
    const principal = principalOf(request);
    await database.transaction(principal, (tx) => getReceipt(tx, id));
    return streamCsv(
      reply,
      ...rowsSetAsideCsv(id, findRowRule, (part) =>
        database.transaction(principal, (tx) => listQuarantinedRows(tx, id, part)),
      ),
    );
  });

  app.get(evidencePaths.duplicateRows(':id'), needs('evidence.read'), async (request, reply) => {
    const id = parseId(request.params);
    const principal = principalOf(request);
    await database.transaction(principal, (tx) => getReceipt(tx, id));
    return streamCsv(
      reply,
      ...duplicatesCsv(id, (part) =>
        database.transaction(principal, (tx) => listDuplicateRows(tx, id, part)),
      ),
    );
  });
}

const unitColumns: readonly Column<EarlierVersion>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  { key: 'force', heading: 'Reported by', value: ({ force }) => force },
];

function parseId(params: unknown): string {
  const parsed = Params.safeParse(params);
  if (!parsed.success) throw new NotFound();
  return parsed.data.id;
}
