/** Why nothing of a file is read, and what whoever sent it should do. */
export type CountFileRefusal = {
  code: CountFileRefusalCode;
  sentence: string;
  whatToDo: string;
};

export type CountFileRefusalCode = keyof typeof words;

const saveAsCsv =
  'In the spreadsheet choose “Save as” and “CSV UTF-8”, or send the spreadsheet itself.';
const copyOver = 'Copy the rows into a new spreadsheet, save it as .xlsx and send that.';

const words = {
  empty: ['The file is empty.', 'Check that the right file was chosen.'],
  'no-rows': ['The file has column names and no rows.', 'Check that the right file was chosen.'],
  html: [
    'The file is a web page.',
    'The download may have shown an error page. Download it again.',
  ],
  'utf-16': ['The file is written in UTF-16.', saveAsCsv],
  'not-utf-8': [
    'The file is not written in UTF-8. Older spreadsheets save CSV in this way.',
    saveAsCsv,
  ],
  'nul-character': ['The file has NUL characters in it, so it is not text.', saveAsCsv],
  'broken-quote': [
    'A quotation mark is opened and never closed, or stands in the wrong place.',
    'Put quotation marks round a whole value, and write one inside a value twice.',
  ],
  'row-too-long': [
    'A row is far too long to be a row of counts.',
    'Check that the line breaks are still in the file, and that every quotation mark is closed.',
  ],
  'column-repeated': ['Two columns have the same name.', 'Give every column a name of its own.'],
  'columns-too-many': [
    'The file has more than 200 columns.',
    'Send only the columns that are needed.',
  ],
  'rows-too-many': ['The file has more than 100,000 rows.', 'Send it in parts, one for each year.'],
  'too-large': ['The file is larger than 10 MB.', 'Send it in parts, one for each year.'],
  'too-dense': [
    'The spreadsheet holds far more than its size shows, so it was not unpacked.',
    copyOver,
  ],
  damaged: [
    'The spreadsheet is damaged or was cut short.',
    'Open it, save it again and send that.',
  ],
  'old-or-protected': [
    'The spreadsheet is protected with a password, or saved as an old .xls file.',
    'Take the password off and save it as .xlsx.',
  ],
  'not-a-spreadsheet': [
    'The file is an archive and not an .xlsx spreadsheet.',
    'Take the file out of the archive, or save it as .xlsx or CSV.',
  ],
  macros: ['The spreadsheet has macros in it. They are never opened here.', copyOver],
  'external-links': [
    'The spreadsheet takes values from other files, which nobody here can see.',
    copyOver,
  ],
  'hidden-sheet': [
    'The spreadsheet has a hidden sheet. Hidden sheets often hold what was not meant to be sent.',
    'Delete the hidden sheet, or show it if it is meant to be sent.',
  ],
  'failed-cells': [
    'The sheet has cells that show an error, such as #REF!. They would look like blanks.',
    'Mend the formulas, or write the values in their place.',
  ],
  'formulas-without-values': [
    'The sheet has formulas whose values were not saved with it. They would look like blanks.',
    'Open it in a spreadsheet program, save it again and send that.',
  ],
  'no-sheet': ['The spreadsheet has no sheet that can be read.', copyOver],
} as const;

/** The refusal with this code; `detail` is what is known of this file in particular. */
export function refuseFile(code: CountFileRefusalCode, detail = ''): CountFileRefusal {
  const [sentence, whatToDo] = words[code];
  return { code, sentence: detail === '' ? sentence : `${sentence} ${detail}`, whatToDo };
}
