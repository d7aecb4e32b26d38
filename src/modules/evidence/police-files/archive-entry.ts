import type { FileRefusalCode } from './file-rules.ts';

/** What an archive says about one of its entries. */
export interface ArchiveEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** 0 stored, 8 deflated; nothing else can be read. */
  readonly method: number;
  /** The file type and permissions of Unix; 0 when the archive was made elsewhere. */
  readonly mode: number;
}

/** What is passed over without a word about each, and counted. */
export type PassedOver = keyof typeof passedOverWords;

const passedOverWords = {
  outcomes: ['outcomes file', 'outcomes files'],
  'stop-and-search': ['stop and search file', 'stop and search files'],
  folder: ['folder', 'folders'],
  system: ['file that a computer adds by itself', 'files that a computer adds by itself'],
} as const;

/** Which kind of file to pass over the name is of; undefined for one that is to be read. */
export function findPassedOver(name: string): PassedOver | undefined {
  if (/(^|\/)(__MACOSX\/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name)) {
    return 'system';
  }
  if (name.endsWith('/')) return 'folder';
  if (/-outcomes\.csv(\.gz)?$/i.test(name)) return 'outcomes';
  if (/-stop-and-search\.csv(\.gz)?$/i.test(name)) return 'stop-and-search';
  return undefined;
}

/** “2 outcomes files and 1 folder”; blank when nothing was passed over. */
export function passedOverInWords(passed: readonly PassedOver[]): string {
  const kinds = Object.keys(passedOverWords) as PassedOver[];
  const parts = kinds.flatMap((kind) => {
    const count = passed.filter((one) => one === kind).length;
    const [single, several] = passedOverWords[kind];
    return count === 0 ? [] : [`${count} ${count === 1 ? single : several}`];
  });
  const last = parts.pop();
  if (last === undefined) return '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

/** Why a whole archive is refused because of this entry. */
export function findEntryRefusal(entry: ArchiveEntry): FileRefusalCode | undefined {
  if (isHostile(entry.name)) return 'zip-hostile-path';
  if (isNeitherFileNorFolder(entry.mode)) return 'zip-link';
  if (entry.isEncrypted) return 'zip-encrypted';
  if (entry.method !== 0 && entry.method !== 8) return 'zip-method';
  return undefined;
}

const longestName = 1_000;

/** Names that lead out of a folder on some system, or that no honest program writes. */
function isHostile(name: string): boolean {
  return (
    name === '' ||
    name.length > longestName ||
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    name.includes('\\') ||
    name.split('/').includes('..') ||
    /\p{Cc}/u.test(name)
  );
}

/** Links, devices and pipes have a type of their own in the upper bits. */
function isNeitherFileNorFolder(mode: number): boolean {
  const type = mode & 0xf000;
  return type !== 0 && type !== 0x8000 && type !== 0x4000;
}
