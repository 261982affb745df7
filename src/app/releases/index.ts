/** What other use cases may use of this folder. */

export { claimArtifact } from './claim-artifact.ts';
export { describeMissingManifest } from './describe-missing-manifest.ts';
export { type ConfigSchemas, type ConfigsFit, fitConfigs, hasSameSchemas } from './fit-configs.ts';
export { insertQueuedRelease, type QueuedRelease } from './insert-queued-release.ts';
export { manifestPath } from './manifest-path.ts';
export { wholeName } from './whole-name.ts';
