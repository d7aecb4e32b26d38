import type { LocationPrecision } from '#core/places/location-precision.ts';
import { join } from 'node:path';
import type { AnalyticsSession } from '#platform/analytics/analytics-session.ts';
import { quoteText } from '#platform/analytics/sql-text.ts';
import { policeColumns, storedColumns } from './police-row.ts';
import { ImportRefused } from './refused.ts';
import type { Staging } from './stage-police-files.ts';

/** One unit of replacement: what one force reported for one month. */
export interface UnitKey {
  readonly force: string;
  readonly month: string;
}

export interface UnitTally extends UnitKey {
  readonly accepted: number;
  readonly duplicate: number;
  /** Crime IDs that stand on rows with different content. */
  readonly sharedCrimeIds: number;
  /** Accepted rows without coordinates. */
  readonly noLocation: number;
  /** Accepted rows without an area code. */
  readonly noArea: number;
  /** The numbers of the files with rows of it, with commas between. */
  readonly files: string;
}

const unit = 'reported_by, month';
const allColumns = policeColumns.map((column) => storedColumns[column]).join(', ');
const crimeKey = `hash(crime_id, ${unit})`;

export interface Duplicates {
  readonly units: readonly UnitTally[];
  /** Superfluous copies by the number of their file. */
  readonly byFile: ReadonlyMap<number, number>;
  /** Where the superfluous copies are listed, and of which row each is one. */
  readonly copiesPath: string;
}

/**
 * Finds the superfluous copies among the staged rows and tallies the units. Rows with the same Crime ID
 * within a unit are copies when every column is equal; rows without a Crime ID never are. Throws ImportRefused
 * when there are more units than an import may have.
 */
export async function findDuplicates(
  session: AnalyticsSession,
  staging: Staging,
  { workDirectory, mostUnits }: { readonly workDirectory: string; readonly mostUnits: number },
): Promise<Duplicates> {
  const copiesPath = join(workDirectory, 'copies.parquet');
  await session.run(`create temp view staged as ${stagedRows(staging)}`);
  const [found] = await session.rows<{ units: number }>(
    `select count(*) as units from (select distinct ${unit} from staged)`,
  );
  if ((found?.units ?? 0) > mostUnits) {
    throw new ImportRefused('too-many-units', `${found?.units} are more than ${mostUnits}.`);
  }
  // Comparing whole rows is dear, so it is done only where a short hash of the Crime ID repeats.
  await session.run(`create temp table repeated as
    select ${crimeKey} as crime_key from staged where crime_id is not null
    group by 1 having count(*) > 1`);
  await session.run(`create temp table candidates as
    select part, part_row, file, ${unit}, crime_id, row_number() over alike as copy,
      first(part) over alike as first_part, first(part_row) over alike as first_row,
      first(file) over alike as first_file
    from staged
    where crime_id is not null and ${crimeKey} in (select crime_key from repeated)
    window alike as (partition by ${allColumns} order by file, part_row)`);
  await session.run(`copy (
      select part, part_row, file, ${unit}, first_part, first_row, first_file
      from candidates where copy > 1)
    to ${quoteText(copiesPath)} (format parquet)`);
  await session.run(`create temp view copies as from read_parquet(${quoteText(copiesPath)})`);

  const units = await session.rows<UnitTally>(tallyQuery);
  const byFile = await session.rows<{ file: number; rows: number }>(
    'select file, count(*) as rows from copies group by file',
  );
  return { units, byFile: new Map(byFile.map(({ file, rows }) => [file, rows])), copiesPath };
}

/** The points that the police publish are never those of the incidents. */
const precisionColumn = `case when longitude is not null then ${quoteText('snapped-point' satisfies LocationPrecision)}
  when lsoa_code is not null then ${quoteText('area' satisfies LocationPrecision)}
  else ${quoteText('none' satisfies LocationPrecision)} end as location_precision`;

/** The kept rows of one unit as they are stored: blank is null, degrees are numbers, and each has its precision. */
export function unitQuery(
  staging: Staging,
  duplicates: Duplicates,
  tally: Pick<UnitTally, 'duplicate'>,
): string {
  const columns = policeColumns.map((column) => {
    const name = storedColumns[column];
    return name === 'longitude' || name === 'latitude' ? `${name}::double as ${name}` : name;
  });
  const copies = `read_parquet(${quoteText(duplicates.copiesPath)})`;
  const others = tally.duplicate > 0 ? `anti join ${copies} using (part, part_row)` : '';
  return `select ${columns.join(', ')}, ${precisionColumn} from (${stagedRows(staging)}) as staged ${others}
    where reported_by = $force and month = $month`;
}

const tallyQuery = `
  with shared as (
    select ${unit}, count(*) as ids from (
      select ${unit}, crime_id from candidates where copy = 1 group by all having count(*) > 1
    ) group by all
  ), superfluous as (
    select ${unit}, count(*) as rows from copies group by all
  ), kept as (
    select ${unit}, count(*) as rows, count(*) filter (longitude is null) as no_location,
      count(*) filter (lsoa_code is null) as no_area,
      array_to_string(list(distinct file), ',') as files
    from staged anti join copies using (part, part_row) group by all
  )
  select kept.reported_by as force, kept.month, kept.rows as accepted,
    coalesce(superfluous.rows, 0) as duplicate, coalesce(shared.ids, 0) as "sharedCrimeIds",
    no_location as "noLocation", no_area as "noArea", files
  from kept left join superfluous using (${unit}) left join shared using (${unit})
  order by force, month`;

function stagedRows(staging: Staging): string {
  const parts = staging.parts.map(
    ({ path, files, whole }, index) =>
      `select ${index} as part, file_row_number as part_row, file, ${allColumns}
       from read_parquet(${quoteText(path)}, file_row_number = true)
       ${whole ? '' : `where not faulty and file in (${files.join(', ')})`}`,
  );
  return parts.join('\n union all ');
}
