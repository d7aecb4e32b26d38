import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isAllowed } from '#core/access/permissions.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import type { Column } from '#design-system/tables/column.ts';
import { monthInWords } from '#platform/calendar.ts';
import { actorOf } from '#platform/database/principal.ts';
import { streamCsv } from '#platform/documents/csv.ts';
import { receiveFiles } from '#platform/files/receive-files.ts';
import { parseForm, type FieldErrors, type FieldValues } from '#platform/forms/parse-form.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { evidencePaths } from '../paths.ts';
import { duplicatesCsv, rowsSetAsideCsv } from '../receipts/row-lists-csv.ts';
import { WithdrawalPage } from '../receipts/withdrawal-page.tsx';
import { removeUnnamedFiles } from '../receipts/remove-unnamed-files.ts';
import { ReplacementDoubtful } from '../receipts/replacement-doubtful.ts';
import { clearOldUploads } from './clear-old-uploads.ts';
import { listMissingColumns, type CountMapping } from '../count-files/count-mapping.ts';
import { CountReceiptPage } from './count-receipt-page.tsx';
import { listEarlierCounts, type EarlierCounts } from './count-import-store.ts';
import {
  getCountReceipt,
  listCountDuplicateRows,
  listCountRowsSetAside,
} from './count-receipt-store.ts';
import { findCountRowRule } from '../count-files/count-row-rules.ts';
import { importCounts } from './import-counts.ts';
import { keepUpload } from './keep-upload.ts';
import { MapColumnsPage } from './map-columns-page.tsx';
import { MappingForm } from './mapping-form.ts';
import { listMappings } from './mapping-store.ts';
import { NewCountsPage } from './new-counts-page.tsx';
import { countFileLimit, readCountFile } from '../count-files/read-count-file.ts';
import { saveMapping } from './save-mapping.ts';
import { getUpload, type CountUpload } from './upload-store.ts';
import { whyCountsStay, withdrawCounts } from './withdraw-counts.ts';

const Params = z.object({ id: z.uuid() });
const Key = z.uuid().optional().catch(undefined);
const Sent = z.object({ mapping: z.string().catch(''), mayReplace: z.string().catch('') });
const firstRows = { from: 0, limit: 20 };

type Refused = { values: FieldValues; errors: FieldErrors };

/** Loading partners' counts in two steps, and the receipts of what was loaded. */
export function countImportRoutes(app: FastifyInstance, service: Service): void {
  const { database } = service;
  const mayLoad = needs('count-import.make');

  app.get(evidencePaths.newCounts(), mayLoad, (_request, reply) =>
    reply.page(<NewCountsPage idempotencyKey={randomUUID()} />),
  );

  app.post(evidencePaths.countUploads(), mayLoad, async (request, reply) => {
    const principal = principalOf(request);
    const refuse = async (
      error: string,
      files: readonly { sha256: string }[] = [],
    ): Promise<FastifyReply> => {
      const hashes = files.map(({ sha256 }) => sha256);
      await removeUnnamedFiles(service, principal, hashes);
      const page = <NewCountsPage idempotencyKey={randomUUID()} errors={{ files: error }} />;
      return reply.page(page, 422);
    };
    const upload = await receiveFiles(request, service.files, countFileLimit);
    if (!upload.ok) return refuse(upload.error);
    const [file, ...more] = upload.files;
    if (file === undefined || more.length > 0) return refuse('Choose one file', upload.files);
    const read = await readCountFile(service.files.pathOf(file.sha256));
    if (!read.ok) return refuse(`${read.refusal.sentence} ${read.refusal.whatToDo}`, [file]);
    const idempotencyKey = Key.parse(upload.fields.get('idempotencyKey'));
    const { id } = await keepUpload(service, { principal, idempotencyKey }, file);
    await clearOldUploads(service, principal);
    return reply.redirect(evidencePaths.countUpload(id), 303);
  });

  app.get(evidencePaths.countUpload(':id'), mayLoad, async (request, reply) =>
    showColumns(service, request, reply),
  );

  app.post(evidencePaths.countImportsOf(':id'), mayLoad, async (request, reply) => {
    const sent = Sent.parse(request.body ?? {});
    const found = await readUpload(service, request);
    const mapping = found.fitting.find(({ id }) => id === sent.mapping);
    if (mapping === undefined) {
      const errors = { mapping: 'Choose a mapping' };
      return showColumns(service, request, reply, { values: {}, errors });
    }
    const values = { mapping: mapping.id };
    return load(request, reply, found.upload, mapping, { field: 'mapping', values });
  });

  app.post(evidencePaths.countMappingsOf(':id'), mayLoad, async (request, reply) => {
    const parsed = parseForm(MappingForm, request.body);
    if (!parsed.ok) return showColumns(service, request, reply, parsed);
    const { upload, table } = await readUpload(service, request);
    const values = (request.body ?? {}) as FieldValues;
    if (listMissingColumns(parsed.value.fields, table.headers).length > 0) {
      const errors = { name: 'Choose columns that this file has' };
      return showColumns(service, request, reply, { values, errors });
    }
    try {
      const principal = principalOf(request);
      const { id } = await saveMapping(service, { principal }, parsed.value);
      const mapping = { id, fields: parsed.value.fields };
      return await load(request, reply, upload, mapping, { field: 'name', values });
    } catch (problem) {
      if (!(problem instanceof Conflict)) throw problem;
      const errors = { name: problem.message };
      return showColumns(service, request, reply, { values, errors });
    }
  });

  app.get(evidencePaths.countReceipt(':id'), needs('evidence.read'), async (request, reply) => {
    const id = idOf(request);
    const principal = principalOf(request);
    const page = await database.transaction(principal, async (tx) => ({
      receipt: await getCountReceipt(tx, id),
      quarantined: await listCountRowsSetAside(tx, id, firstRows),
      duplicates: await listCountDuplicateRows(tx, id, firstRows),
    }));
    const mayWithdraw = isAllowed(principal, 'count-import.withdraw');
    return reply.page(<CountReceiptPage {...page} mayWithdraw={mayWithdraw} />);
  });

  app.get(
    evidencePaths.countRowsSetAside(':id'),
    needs('evidence.read'),
    async (request, reply) => {
      const id = idOf(request);
      const principal = principalOf(request);
      await database.transaction(principal, (tx) => getCountReceipt(tx, id));
      return streamCsv(
        reply,
        ...rowsSetAsideCsv(id, findCountRowRule, (part) =>
          database.transaction(principal, (tx) => listCountRowsSetAside(tx, id, part)),
        ),
      );
    },
  );

  app.get(
    evidencePaths.countDuplicateRows(':id'),
    needs('evidence.read'),
    async (request, reply) => {
      const id = idOf(request);
      const principal = principalOf(request);
      await database.transaction(principal, (tx) => getCountReceipt(tx, id));
      return streamCsv(
        reply,
        ...duplicatesCsv(id, (part) =>
          database.transaction(principal, (tx) => listCountDuplicateRows(tx, id, part)),
        ),
      );
    },
  );

  const withdrawal = evidencePaths.countWithdrawal(':id');
  app.get(withdrawal, needs('count-import.withdraw'), async (request, reply) => {
    const id = idOf(request);
    const page = await database.transaction(principalOf(request), async (tx) => ({
      receipt: await getCountReceipt(tx, id),
      earlier: await listEarlierCounts(tx, id),
    }));
    return reply.page(
      <WithdrawalPage
        {...page}
        receiptPath={evidencePaths.countReceipt(id)}
        withdrawalPath={evidencePaths.countWithdrawal(id)}
        columns={unitColumns}
        whyNot={whyCountsStay(page.receipt)}
        idempotencyKey={randomUUID()}
      />,
    );
  });

  app.post(withdrawal, needs('count-import.withdraw'), async (request, reply) => {
    const id = idOf(request);
    const { idempotencyKey } = z.object({ idempotencyKey: Key }).parse(request.body ?? {});
    await withdrawCounts(service, { principal: principalOf(request), idempotencyKey }, { id });
    return reply.redirect(evidencePaths.countReceipt(id), 303);
  });

  async function load(
    request: FastifyRequest,
    reply: FastifyReply,
    upload: CountUpload,
    mapping: { id: string; fields: CountMapping },
    { field, values }: { field: string; values: FieldValues },
  ): Promise<FastifyReply> {
    try {
      const { id } = await importCounts(service, principalOf(request), {
        id: randomUUID(),
        origin: 'partners',
        file: { ...upload, path: service.files.pathOf(upload.sha256) },
        mapping,
        mayReplace: Sent.parse(request.body ?? {}).mayReplace === 'yes',
      });
      return await reply.redirect(evidencePaths.countReceipt(id), 303);
    } catch (problem) {
      if (!(problem instanceof ReplacementDoubtful)) throw problem;
      const errors = { [field]: `${problem.message} ${howToAllow}` };
      return showColumns(service, request, reply, { values, errors });
    }
  }
}

const unitColumns: readonly Column<EarlierCounts>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  { key: 'source', heading: 'Source', value: ({ source }) => source },
  { key: 'measure', heading: 'What was counted', value: ({ measure }) => measure },
];

const howToAllow = 'If that is right, tick the box that allows it and load again.';

/** The page on which columns are named; again with what was filled in when it was refused. */
async function showColumns(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
): Promise<FastifyReply> {
  const { upload, table, fitting } = await readUpload(service, request);
  const page = (
    <MapColumnsPage
      idempotencyKey={randomUUID()}
      uploadId={upload.id}
      fileName={upload.name}
      table={table}
      fitting={fitting}
      parts={service.profile.definition.classes}
      {...(refused ?? {})}
    />
  );
  return reply.page(page, refused === undefined ? 200 : 422);
}

async function readUpload(service: Service, request: FastifyRequest) {
  const principal = principalOf(request);
  const { upload, mappings } = await service.database.transaction(principal, async (tx) => ({
    upload: await getUpload(tx, idOf(request), actorOf(principal)),
    mappings: await listMappings(tx),
  }));
  const read = await readCountFile(service.files.pathOf(upload.sha256));
  if (!read.ok) throw new Conflict(`${read.refusal.sentence} ${read.refusal.whatToDo}`);
  const { table } = read;
  const fitting = mappings.filter(
    ({ fields }) => listMissingColumns(fields, table.headers).length === 0,
  );
  return { upload, table, fitting };
}

function idOf(request: FastifyRequest): string {
  const parsed = Params.safeParse(request.params);
  if (!parsed.success) throw new NotFound();
  return parsed.data.id;
}
