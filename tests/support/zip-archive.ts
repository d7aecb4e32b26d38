import { crc32, deflateRawSync } from 'node:zlib';

/** A file to put into an archive; what is not given is as an honest program writes it. */
export interface ZipContent {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly isStored?: boolean;
  /** The type and permissions of Unix: 0o120777 is a link. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** What the headers claim it unpacks to, in bytes. */
  readonly claimedBytes?: number;
  readonly crc?: number;
  /** The name in front of the bytes, where it is another than in the list at the end. */
  readonly innerName?: string;
  /** Points to the bytes of the entry of this number instead of its own. */
  readonly sharesWith?: number;
}

/** The bytes of a zip archive; `claimedEntries` lies about how many there are. */
export function makeZip(contents: readonly ZipContent[], claimedEntries?: number): Buffer {
  const pieces: Buffer[] = [];
  const listed: Buffer[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const entry of contents) {
    const plain = Buffer.from(entry.content ?? '');
    const packed = entry.isStored === true ? plain : deflateRawSync(plain);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800 | (entry.flags ?? 0), 2);
    fields.writeUInt16LE(entry.method ?? (entry.isStored === true ? 0 : 8), 4);
    fields.writeUInt32LE(entry.crc ?? crc32(plain), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.claimedBytes ?? plain.length, 18);
    const name = Buffer.from(entry.name);
    const innerName = Buffer.from(entry.innerName ?? entry.name);
    const start = entry.sharesWith === undefined ? at : (starts[entry.sharesWith] ?? at);
    starts.push(start);
    if (start === at) {
      const inner = withNameLength(fields, innerName.length);
      pieces.push(Buffer.from('PK\u0003\u0004'), inner, innerName, packed);
      at += 4 + inner.length + innerName.length + packed.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    rest.writeUInt32LE(start, 10);
    const madeBy = Buffer.from([20, 3]);
    listed.push(
      Buffer.from('PK\u0001\u0002'),
      madeBy,
      withNameLength(fields, name.length),
      rest,
      name,
    );
  }
  const directory = Buffer.concat(listed);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(claimedEntries ?? contents.length, 4);
  end.writeUInt16LE(claimedEntries ?? contents.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...pieces, directory, Buffer.from('PK\u0005\u0006'), end]);
}

function withNameLength(fields: Buffer, length: number): Buffer {
  const own = Buffer.from(fields);
  own.writeUInt16LE(length, 22);
  return own;
}
