import type { FileRefusalCode } from './file-rules.ts';

export type Compression = 'gzip' | 'none';

/** Looks at the first bytes of a file and says whether it is packed. */
export function findCompression(head: Buffer): Compression {
  return head[0] === 0x1f && head[1] === 0x8b ? 'gzip' : 'none';
}

/** Says from the first bytes of the content what it is when it is plainly not UTF-8 CSV. */
export function recogniseOtherContent(head: Buffer): FileRefusalCode | undefined {
  if (head.length === 0) return 'empty';
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return 'utf-16';
  if (isZip(head)) return isWorkbook(head) ? 'spreadsheet' : 'archive-inside';
  if (isOtherArchive(head)) return 'archive-unknown';
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return 'spreadsheet';
  if (looksLikeUtf16(head)) return 'utf-16';
  if (/^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(withoutMark(head).toString('latin1'))) {
    return 'html';
  }
  return undefined;
}

/** Whether the first bytes are those of a zip archive, an empty one too. */
export function isZip(head: Buffer): boolean {
  return startsWith(head, [0x50, 0x4b]);
}

/** 7z, RAR, bzip2, xz, or a tar, which names itself further on; so may a street that has “mustard” in it. */
function isOtherArchive(head: Buffer): boolean {
  return (
    startsWith(head, [0x37, 0x7a, 0xbc, 0xaf]) ||
    startsWith(head, [0x52, 0x61, 0x72, 0x21]) ||
    startsWith(head, [0x42, 0x5a, 0x68]) ||
    startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a]) ||
    (head.subarray(257, 262).toString('latin1') === 'ustar' && head.subarray(0, 257).includes(0))
  );
}

/** Whether the content begins with the UTF-8 byte order mark. */
export function hasByteOrderMark(head: Buffer): boolean {
  return startsWith(head, [0xef, 0xbb, 0xbf]);
}

function withoutMark(head: Buffer): Buffer {
  return hasByteOrderMark(head) ? head.subarray(3) : head;
}

function isWorkbook(head: Buffer): boolean {
  const text = head.toString('latin1');
  return /\[Content_Types\]\.xml|xl\/|mimetypeapplication\/vnd\.oasis/.test(text);
}

/** UTF-16 without a mark: about every other byte of Latin text is NUL. */
function looksLikeUtf16(head: Buffer): boolean {
  const sample = head.subarray(0, 200);
  const empty = sample.filter((byte) => byte === 0).length;
  return empty > sample.length / 3;
}

function startsWith(head: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
