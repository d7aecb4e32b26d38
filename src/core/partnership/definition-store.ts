import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Definition } from './definition.ts';

/** What a version says that figures rest on: a source or a remark may be mended without a new one. */
export type DefinitionContent = Pick<Definition, 'label' | 'validFrom' | 'summary'> & {
  parts: Definition['classes'];
  causes: { id: string; title: string }[];
};

/** A version of the definition that is or was in force here. */
export type DefinitionVersion = {
  version: number;
  /** What figures are labelled with. */
  label: string;
  /** The year from which it holds. */
  validFrom: number;
  content: DefinitionContent;
  firstSeenAt: Date;
};

/**
 * Keeps this version, unless it is kept already. False when the same version was kept with other
 * content: nothing is changed then, because figures that carry it were counted with the old one.
 */
export async function keepDefinition(
  tx: Transaction,
  definition: Definition,
  now: Date,
): Promise<boolean> {
  const { version, label, validFrom } = definition;
  const content = JSON.stringify(contentOf(definition));
  await tx
    .insertInto('definition_versions')
    .values({ version, label, valid_from: validFrom, content, first_seen_at: now })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute();
  const kept = await tx
    .selectFrom('definition_versions')
    .select(sql<boolean>`content = ${content}::jsonb`.as('isSame'))
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return kept.isSame;
}

/** Every version that was ever in force here, the newest first. */
export async function listDefinitionVersions(tx: Transaction): Promise<DefinitionVersion[]> {
  const rows = await tx
    .selectFrom('definition_versions')
    .selectAll()
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => ({
    version: row.version,
    label: row.label,
    validFrom: row.valid_from,
    content: row.content as DefinitionContent,
    firstSeenAt: row.first_seen_at,
  }));
}

function contentOf(definition: Definition): DefinitionContent {
  const { label, validFrom, summary, classes, drivers } = definition;
  const causes = drivers.tags.map(({ id, title }) => ({ id, title }));
  return { label, validFrom, summary, parts: classes, causes };
}
