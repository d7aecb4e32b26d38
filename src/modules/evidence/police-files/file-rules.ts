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
  'archive-inside': [
    'The file is an archive inside an archive.',
    'Unpack it and load the files that are in it.',
  ],
  'archive-unknown': [
    'The file is an archive of a kind that cannot be read here.',
    'Unpack it and load the files that are in it, or make a zip of them.',
  ],
  'zip-damaged': ['The zip archive is damaged or cut short.', 'Copy or download it again.'],
  'zip-encrypted': [
    'A file in the zip archive needs a password.',
    'Make the archive again without a password.',
  ],
  'zip-method': [
    'A file in the zip archive is packed in a way that cannot be read here.',
    'Make the archive again in the usual way (Deflate), or load the files that are in it.',
  ],
  'zip-hostile-path': [
    'A name in the zip archive leads outside it, or has characters that no file name should have.',
    'Do not open it elsewhere. Ask whoever sent it to make it again.',
  ],
  'zip-link': [
    'The zip archive has a link in it, or something else that is no file.',
    'Ask whoever sent it to make it again with the files themselves.',
  ],
  'zip-overlapping': [
    'Files in the zip archive share the same bytes, as they do in archives made to do harm.',
    'Do not open it elsewhere. Download it again from data.police.uk.',
  ],
  'zip-too-dense': [
    'The zip archive unpacks to more than 100 times its size.',
    'Look at what is inside, and load the CSV files themselves.',
  ],
  'zip-too-large': [
    'The zip archive unpacks to more than one import may hold.',
    'Load the files that are in it in several imports.',
  ],
  'zip-too-many-entries': [
    'The zip archive has too many files in it.',
    'Load the files that are in it in several imports.',
  ],
  'zip-without-street-files': [
    'The zip archive has no street crime file in it.',
    'At data.police.uk, leave “Include crime data” ticked and download it again.',
  ],
  'too-many-files': ['One import holds too many files.', 'Load them in several imports.'],
  'too-many-bytes': ['The files hold too much for one import.', 'Load them in several imports.'],
  'too-many-units': [
    'There are too many forces and months in one import.',
    'Check that “Reported by” names real forces, and load fewer months at a time.',
  ],
  'file-too-large': [
    'The file holds far more than a month of crimes.',
    'Check that the right file was chosen, or split it into months.',
  ],
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

/** The note with this code; the detail is added to its sentence. */
export function fileNote(code: FileNoteCode, detail?: string): FileNote {
  return { code, sentence: detail ? `${notes[code]} ${detail}` : notes[code] };
}
