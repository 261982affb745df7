import { constants, createZstdCompress, createZstdDecompress, type ZstdCompress, type ZstdDecompress } from 'node:zlib';

/** Of reads from disk and of what zstd hands on, in bytes: Node's own 16 KiB make unpacking a release take twice as long. */
export const STREAM_CHUNK_BYTES = 1024 * 1024;

/** @param hasChecksum of the content, for what has no digest of its own */
export function compressZstd(level: number, hasChecksum: boolean): ZstdCompress {
  const params = {
    [constants.ZSTD_c_compressionLevel]: level,
    [constants.ZSTD_c_checksumFlag]: hasChecksum ? 1 : 0,
  };
  return createZstdCompress({ params, chunkSize: STREAM_CHUNK_BYTES });
}

/** Reports bytes that it can't read by an error of the stream. */
export function decompressZstd(): ZstdDecompress {
  return createZstdDecompress({ chunkSize: STREAM_CHUNK_BYTES });
}
