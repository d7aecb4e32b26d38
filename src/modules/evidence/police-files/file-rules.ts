/** Why a whole file is refused, and what whoever sent it should do. */
export interface FileRefusal {
  readonly code: FileRefusalCode;
  readonly sentence: string;
  readonly whatToDo: string;
}

export type FileRefusalCode = keyof typeof refusals;

/** Something unusual about a file that was read all the same. */
export interface FileNote {
  readonly code: FileNoteCode;
  readonly sentence: string;
}

export type FileNoteCode = keyof typeof notes;

const exportAgain = 'Download the file again from data.police.uk, or save it again as CSV (UTF-8).';

const refusals = {
  empty: ['The file is empty.', exportAgain],
  'no-rows': ['The file has column names and no rows.', 'Check that the right file was chosen.'],
  zip: ['The file is a zip archive.', 'Unzip it and choose the CSV files inside it.'],
  spreadsheet: ['The file is a spreadsheet, not CSV.', 'Open it and save it as CSV (UTF-8).'],
  html: [
    'The file is a web page, not CSV.',
    'The download may have shown an error page. Download the file again.',
  ],
  'utf-16': ['The file is written in UTF-16.', 'Save it again as CSV (UTF-8).'],
  'nul-character': ['The file has NUL characters in it, so it is not text.', exportAgain],
  undecodable: ['The file is not written in UTF-8.', 'Save it again as CSV (UTF-8).'],
  'gzip-truncated': [
    'The gzip file stops before its end.',
    'The copy or the download was cut short. Copy or download it again.',
  ],
  'gzip-damaged': ['The gzip file is damaged.', 'Copy or download it again.'],
  'gzip-too-dense': [
    'The gzip file unpacks to more than 100 times its size.',
    'Unpack it, look at what is inside, and send the CSV itself.',
  ],
  'columns-unknown': [
    'The file does not have the columns of a data.police.uk street file.',
    'Choose a file whose name ends in “-street.csv”, or rename the columns as data.police.uk does.',
  ],
  semicolons: [
    'The values are separated by semicolons, not by commas.',
    'A spreadsheet program saved it so. Save it again as CSV with commas, or download it again.',
  ],
  'unclosed-quote': [
    'A quotation mark is opened and never closed.',
    'Go to the line named here and close the quotation mark, or take it out.',
  ],
  'record-too-long': [
    'A line is far too long to be a row of crimes.',
    'Go to the line named here and check that the line breaks are still in the file.',
  ],
} as const;

const notes = {
  'byte-order-mark': 'The file begins with a byte order mark, which was left out.',
  'reordered-columns':
    'The columns are in another order than usual. They were read by their names.',
  'windows-line-breaks': 'The lines end as they do on Windows.',
  'mixed-line-breaks': 'Some lines end as they do on Windows and others do not.',
  'blank-lines': 'Blank lines were passed over.',
  'same-content': 'Another file of this import has the same content, so this one was left out.',
} as const;

/** The refusal with this code; the detail (a line, the columns) is added to its sentence. */
export function fileRefusal(code: FileRefusalCode, detail?: string): FileRefusal {
  const [sentence, whatToDo] = refusals[code];
  return { code, sentence: detail ? `${sentence} ${detail}` : sentence, whatToDo };
}

/** The note with this code. */
export function fileNote(code: FileNoteCode): FileNote {
  return { code, sentence: notes[code] };
}

/** Every reason for which a file is refused, for the guide and the tests. */
export const fileRefusalCodes = Object.keys(refusals) as readonly FileRefusalCode[];
