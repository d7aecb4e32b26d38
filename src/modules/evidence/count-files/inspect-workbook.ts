import { posix } from 'node:path';
import { buffer as collect } from 'node:stream/consumers';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import yauzl from 'yauzl';
import {
  refuseFile,
  type CountFileRefusal,
  type CountFileRefusalCode,
} from './count-file-rules.ts';
import { attributeOf, listTags, type Tag } from './list-tags.ts';
import { openSheetExtent } from './sheet-extent.ts';

/** The one sheet that may be read, and what is unusual about it. */
export type InspectedWorkbook =
  | { ok: true; sheetNumber: number; notes: readonly string[] }
  | { ok: false; refusal: CountFileRefusal };

type Sheet = { name: string; state: string; relation: string };

const mostUnpacked = 30 * 1024 * 1024;
const mostEntries = 500;
const highestRatio = 100;
/** Small parts of a spreadsheet pack better than any ratio that would catch a bomb. */
const ratioMattersFrom = 1024 * 1024;

class Refused extends Error {
  readonly refusal: CountFileRefusal;

  constructor(code: CountFileRefusalCode, detail?: string) {
    super(code);
    this.refusal = refuseFile(code, detail);
  }
}

/**
 * Looks into a spreadsheet before anything of it is unpacked for use: how large it gets, by what it
 * says and by what comes out, and whether it holds what is never accepted.
 */
export async function inspectWorkbook(content: Buffer): Promise<InspectedWorkbook> {
  try {
    const archive = await yauzl.fromBufferPromise(content, { lazyEntries: true });
    const parts = await unpack(archive, content.length);
    return { ok: true, ...(await describe(parts)) };
  } catch (problem) {
    if (problem instanceof Refused) return { ok: false, refusal: problem.refusal };
    return { ok: false, refusal: refuseFile('damaged') };
  }
}

/** The texts of the parts that are looked at; every other part is unpacked to count it and dropped. */
async function unpack(archive: yauzl.ZipFile, size: number): Promise<Map<string, string>> {
  if (archive.entryCount > mostEntries) throw new Refused('too-dense');
  const texts = new Map<string, string>();
  let [packed, unpacked] = [0, 0];
  for await (const entry of archive.eachEntry()) {
    refuseByName(entry);
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    const isDense =
      entry.uncompressedSize > ratioMattersFrom &&
      entry.uncompressedSize > entry.compressedSize * highestRatio;
    // Entries that overlap unpack the same bytes again and again.
    if (isDense || unpacked > mostUnpacked || packed > size) throw new Refused('too-dense');
    // The reader stops an entry that grows beyond the size it declared.
    const bytes = await collect(await archive.openReadStreamPromise(entry));
    if (isLookedAt(entry.fileName)) texts.set(entry.fileName, bytes.toString('utf8'));
  }
  return texts;
}

function refuseByName(entry: yauzl.Entry): void {
  if (entry.isEncrypted()) throw new Refused('old-or-protected');
  if (/vbaProject\.bin$|^xl\/(macrosheets|dialogsheets)\//i.test(entry.fileName))
    throw new Refused('macros');
  if (/^xl\/externalLinks\//i.test(entry.fileName)) throw new Refused('external-links');
}

const workbookPart = 'xl/workbook.xml';
const relationsPart = 'xl/_rels/workbook.xml.rels';

function isLookedAt(name: string): boolean {
  return name === workbookPart || name === relationsPart || name.startsWith('xl/worksheets/');
}

async function describe(parts: ReadonlyMap<string, string>) {
  const workbook = parts.get(workbookPart);
  if (workbook === undefined) throw new Refused('not-a-spreadsheet');
  const sheets = tagsNamed(workbook, 'sheet').map((tag) => ({
    name: attributeOf(tag, 'name'),
    state: attributeOf(tag, 'state') || 'visible',
    relation: attributeOf(tag, String.raw`\w+:id`),
  }));
  const hidden = sheets.filter(({ state }) => state !== 'visible').map(({ name }) => `“${name}”`);
  if (hidden.length > 0) throw new Refused('hidden-sheet', `It is ${inShort(hidden)}.`);
  const [first, ...others] = sheets;
  if (first === undefined) throw new Refused('no-sheet');
  const sheet = parts.get(partOf(first, parts.get(relationsPart) ?? '')) ?? '';
  return { sheetNumber: 1, notes: describeSheet(await lookThrough(sheet), first.name, others) };
}

type SheetFindings = { formulas: number; isHidden: boolean };

/** Tags that are looked at before others have a turn. */
const tagsAtOnce = 20_000;

/** The reader of cells gives nothing for failed cells and lost values, and nothing means missing: a lie. */
async function lookThrough(sheet: string): Promise<SheetFindings> {
  const found = { formulas: 0, isHidden: false };
  const extent = openSheetExtent();
  let [hasFormula, hasValue] = [false, false];
  let seen = 0;
  for (const tag of listTags(sheet)) {
    seen += 1;
    if (seen % tagsAtOnce === 0) await letOthersRun();
    if (tag.kind === 'close') {
      if (tag.name === 'c' && hasFormula && !hasValue) throw new Refused('formulas-without-values');
      continue;
    }
    switch (tag.name) {
      case 'c':
        if (attributeOf(tag, 't') === 'e') throw new Refused('failed-cells');
        extent.addCell(attributeOf(tag, 'r'));
        [hasFormula, hasValue] = [false, false];
        break;
      case 'f':
        found.formulas += 1;
        hasFormula = true;
        break;
      case 'v':
        hasValue = true;
        break;
      case 'row':
      case 'col':
        if (tag.name === 'row') extent.addRow();
        found.isHidden ||= /^(1|true)$/.test(attributeOf(tag, 'hidden'));
        break;
      default:
    }
  }
  if (extent.isTooLarge()) throw new Refused('too-dense');
  return found;
}

function describeSheet(
  { formulas, isHidden }: SheetFindings,
  name: string,
  others: readonly Sheet[],
): string[] {
  const left = inShort(others.map((other) => `“${other.name}”`));
  return [
    ...(left === '' ? [] : [`Only the first sheet, “${name}”, was read. Not read: ${left}.`]),
    ...(formulas === 0
      ? []
      : [`${formulas} cells are formulas. The values that were saved with them were read.`]),
    ...(isHidden ? ['Some rows or columns of the sheet are hidden. They were read too.'] : []),
  ];
}

const mostNamed = 10;

/** A workbook may have any number of sheets, and nobody reads more than some names. */
function inShort(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function partOf({ relation }: Sheet, relations: string): string {
  const tag = tagsNamed(relations, 'Relationship').find(
    (one) => attributeOf(one, 'Id') === relation,
  );
  const target = tag === undefined ? '' : attributeOf(tag, 'Target');
  return target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
}

function tagsNamed(xml: string, name: string): Tag[] {
  const named: Tag[] = [];
  for (const tag of listTags(xml)) if (tag.name === name && tag.kind !== 'close') named.push(tag);
  return named;
}
