import { crc32, deflateRawSync } from 'node:zlib';

export type TestCell =
  string | number | null | { formula: string; value: number } | { day: number };

export type TestSheet = {
  name: string;
  state?: 'hidden' | 'veryHidden';
  rows: readonly (readonly TestCell[])[];
  hiddenRow?: number;
};

/** A real .xlsx file with these sheets; `extra` are further parts of it, such as macros. */
export function makeSpreadsheet(
  sheets: readonly TestSheet[],
  extra: Readonly<Record<string, string>> = {},
): Buffer {
  const numbered = sheets.map((sheet, index) => ({ ...sheet, number: index + 1 }));
  const list = numbered.map(
    ({ name, state, number }) =>
      `<sheet name="${name}" sheetId="${number}"${state ? ` state="${state}"` : ''} r:id="rId${number}"/>`,
  );
  const relations = numbered.map(
    ({ number }) =>
      `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  );
  return makeZip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}<Relationship Id="rIdS" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      numbered.map((sheet) => [`xl/worksheets/sheet${sheet.number}.xml`, sheetXml(sheet)]),
    ),
    ...extra,
  });
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function sheetXml({ rows, hiddenRow }: TestSheet): string {
  const written = rows.map((row, index) => {
    const cells = row.map((cell, column) => cellXml(cell, `${'ABCDEFGHIJ'[column]}${index + 1}`));
    const hidden = index + 1 === hiddenRow ? ' hidden="1"' : '';
    return `<row r="${index + 1}"${hidden}>${cells.join('')}</row>`;
  });
  return `<worksheet xmlns="${main}"><sheetData>${written.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: TestCell, place: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if ('day' in cell) return `<c r="${place}" s="1"><v>${cell.day}</v></c>`;
  return `<c r="${place}"><f>${cell.formula}</f><v>${cell.value}</v></c>`;
}

/** A zip archive. `lie` is the size that every entry claims to have unpacked. */
export function makeZip(files: Readonly<Record<string, string>>, lie?: number): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [content, path] = [Buffer.from(text), Buffer.from(name)];
    const packed = deflateRawSync(content);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(content), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(lie ?? content.length, 8);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(path.length, 0);
    const place = Buffer.alloc(4);
    place.writeUInt32LE(offset, 0);
    // Version 2.0, no flags, deflated, no time.
    const described = Buffer.concat([Buffer.from('14000000080000000000', 'hex'), sizes, lengths]);
    const entry = Buffer.concat([Buffer.from('504b0304', 'hex'), described, path, packed]);
    central.push(Buffer.from('504b01021400', 'hex'), described, Buffer.alloc(10), place, path);
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
