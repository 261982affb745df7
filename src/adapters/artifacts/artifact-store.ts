import type { Readable } from 'node:stream';

/** `sha256:` and 64 hexadecimal digits, over the bytes as they are stored. */
export type ArtifactDigest = `sha256:${string}`;

export interface StoredArtifact {
  readonly digest: ArtifactDigest;
  /** As stored, compressed. */
  readonly sizeBytes: number;
}

export interface PutOptions {
  /** Cap on the tar before compression. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** Built releases by their content: a tar goes in and comes out; how it is kept is the store's decision. */
export interface ArtifactStore {
  /** Stores a tar whole or not at all; the same content twice is one artifact. @throws AppError artifact_too_large · disk_full */
  put(tar: Readable, options?: PutOptions): Promise<StoredArtifact>;
  /**
   * The tar of an artifact. Its digest is verified while it streams: only a stream that ends without an error was the
   * artifact, otherwise it fails with artifact_corrupt before its end.
   * @throws AppError artifact_missing
   */
  open(digest: ArtifactDigest): Promise<Readable>;
  has(digest: ArtifactDigest): Promise<boolean>;
  /** True if there was one. */
  remove(digest: ArtifactDigest): Promise<boolean>;
  list(): AsyncIterable<StoredArtifact>;
}

/** Returns whether a text is a digest of this store's kind; nothing else may become part of a path. */
export function isArtifactDigest(text: string): text is ArtifactDigest {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/** Reads an opened artifact on to its end, and fails if it failed: what follows the tar's end is still part of the digest. */
export async function drain(tar: Readable): Promise<void> {
  if (tar.errored !== null) throw tar.errored;
  if (tar.readableEnded) return;
  for await (const _chunk of tar);
}
