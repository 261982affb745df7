const BLOCK = 512;
/** 2000-01-01: the same for every file, and late enough for tools that make zip files. */
const MTIME_SECONDS = 946_684_800;

export interface TarEntry {
  readonly kind: 'file' | 'executable' | 'link' | 'folder';
  /** Bytes: git and Linux know no encoding of names, which is why no library writes this header. */
  readonly path: Buffer;
  /** Contents of a file, target of a link, empty for a folder. */
  readonly data: Buffer;
}

/** Blocks of one entry, in GNU tar's format. @see https://www.gnu.org/software/tar/manual/html_node/Standard.html */
export function* tarBlocks(entry: TarEntry): Generator<Buffer, void, undefined> {
  const path = entry.kind === 'folder' ? Buffer.concat([entry.path, Buffer.from('/')]) : entry.path;
  const target = entry.kind === 'link' ? entry.data : Buffer.alloc(0);
  if (path.length > 100) yield* longName('L', path);
  if (target.length > 100) yield* longName('K', target);
  const hasContents = entry.kind === 'file' || entry.kind === 'executable';
  yield header({
    path,
    target,
    mode: entry.kind === 'file' ? 0o644 : entry.kind === 'link' ? 0o777 : 0o755,
    sizeBytes: hasContents ? entry.data.length : 0,
    typeFlag: { file: '0', executable: '0', link: '2', folder: '5' }[entry.kind],
  });
  if (hasContents) yield* padded(entry.data);
}

/** What ends a tar. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

function* longName(typeFlag: 'L' | 'K', name: Buffer): Generator<Buffer, void, undefined> {
  const data = Buffer.concat([name, Buffer.alloc(1)]);
  yield header({
    path: Buffer.from('././@LongLink'),
    target: Buffer.alloc(0),
    mode: 0o644,
    sizeBytes: data.length,
    typeFlag,
  });
  yield* padded(data);
}

function* padded(data: Buffer): Generator<Buffer, void, undefined> {
  if (data.length > 0) yield data;
  const rest = data.length % BLOCK;
  if (rest > 0) yield Buffer.alloc(BLOCK - rest);
}

interface Header {
  readonly path: Buffer;
  readonly target: Buffer;
  readonly mode: number;
  readonly sizeBytes: number;
  readonly typeFlag: string;
}

function header(fields: Header): Buffer {
  const block = Buffer.alloc(BLOCK);
  fields.path.copy(block, 0, 0, 100);
  writeOctal(block, fields.mode, 100, 8);
  writeOctal(block, 0, 108, 8);
  writeOctal(block, 0, 116, 8);
  writeOctal(block, fields.sizeBytes, 124, 12);
  writeOctal(block, MTIME_SECONDS, 136, 12);
  block.write(fields.typeFlag, 156, 'latin1');
  fields.target.copy(block, 157, 0, 100);
  block.write('ustar  \0', 257, 'latin1');
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function writeOctal(block: Buffer, value: number, offset: number, length: number): void {
  block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, offset, 'latin1');
}
