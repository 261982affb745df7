import { type ArtifactStore, isArtifactDigest } from '../src/adapters/artifacts/artifact-store.ts';
import type { ReleaseCache } from '../src/adapters/artifacts/release-cache.ts';
import type { UnpackArtifact } from '../src/app/builds/unpack-artifact.ts';
import type { ReleaseFiles } from '../src/app/runs/run-ports.ts';
import { AppError } from '../src/errors/app-error.ts';

/** Unpacked artifacts by digest; what is gone from cache and store alike is `artifact_missing`. */
export function createReleaseFiles(cache: ReleaseCache, store: ArtifactStore, unpack: UnpackArtifact): ReleaseFiles {
  return {
    acquire: async (digest) => {
      if (!isArtifactDigest(digest) || !(await store.has(digest))) {
        throw new AppError('artifact_missing', 'The artifact of the release is missing: rebuild the release.');
      }
      return cache.acquire(digest, unpack);
    },
  };
}
