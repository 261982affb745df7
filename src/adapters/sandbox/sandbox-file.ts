import type { SandboxFile } from './sandbox.ts';

/** A file system's block, which each file takes at least. */
const BLOCK_BYTES = 4_096;

/** What the files of a sandbox take on its disk, in bytes. */
export function filesBytes(files: Readonly<Record<string, SandboxFile>>): number {
  return Object.values(files).reduce((sum, file) => sum + sizeOf(file) + BLOCK_BYTES, 0);
}

export async function readSandboxFile(file: SandboxFile): Promise<Uint8Array> {
  return file instanceof Uint8Array ? file : file.read();
}

function sizeOf(file: SandboxFile): number {
  return file instanceof Uint8Array ? file.byteLength : file.sizeBytes;
}
