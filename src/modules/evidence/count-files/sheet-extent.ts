/** More cells, blank ones among them, than any partner's counts have: 200 columns of 50,000 rows. */
const mostCells = 10_000_000;
const mostColumns = 16_384;
const mostRows = 1_048_576;

/** How far a sheet reaches, as its tags come by. */
export type SheetExtent = {
  addRow(): void;
  /** An address such as AB3; blank when the cell does not give one. */
  addCell(address: string): void;
  /** Whether a reader would have to make more cells of it than anybody sends, or than a sheet can have. */
  isTooLarge(): boolean;
};

/** A cell far away makes a small file a huge sheet: everything before it has to be filled with blanks. */
export function openSheetExtent(): SheetExtent {
  let [columns, rows, written] = [0, 0, 0];
  return {
    addRow() {
      written += 1;
    },
    addCell(address) {
      if (address === '') return;
      const [, letters = '', figures = ''] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address) ?? [];
      columns = Math.max(columns, letters === '' ? Infinity : columnOf(letters));
      rows = Math.max(rows, Number(figures));
    },
    isTooLarge() {
      const height = Math.max(rows, written);
      return columns > mostColumns || height > mostRows || columns * height > mostCells;
    },
  };
}

/** The number of a column from 1: A is 1, AB is 28. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
