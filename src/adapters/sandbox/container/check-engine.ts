import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../../errors/app-error.ts';
import type { EngineClient } from './engine-client.ts';
import { readImageVariables } from './image-variables.ts';
import { ENGINE_PROFILE_PATH } from './seccomp-profile.ts';

/** What the driver learned of an engine. */
export interface EngineFacts {
  /** Image to the variables that it sets. */
  readonly imageVariables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether containers run on gVisor's kernel, not on the host's. */
  readonly isGvisor: boolean;
}

interface Version {
  readonly Components?: readonly { readonly Name?: string }[];
}

interface Info {
  readonly DefaultRuntime?: string;
  readonly Rootless?: boolean;
}

/**
 * Checks that an engine can give what a sandbox needs, before anything is started on it.
 * @throws AppError `sandbox_unavailable` saying what to do
 */
export async function checkEngine(
  engine: EngineClient,
  wanted: { readonly runtime: string | null; readonly images: readonly string[] },
): Promise<EngineFacts> {
  const version = (await engine.call('GET', '/version').catch(() => ({}))) as Version;
  if (!version.Components?.some(({ Name }) => Name === 'Podman Engine')) {
    refuse(
      'Only Podman puts a container into a network namespace that the hub made, so only its socket can be used so far (podman system service).',
    );
  }
  const info = (await engine.call('GET', '/info').catch(() => ({}))) as Info;
  if (info.Rootless === true)
    refuse('Podman has to run as root: a rootless one has no access to the networks of the hub.');
  const runtime = basename(info.DefaultRuntime ?? '');
  if (wanted.runtime !== null && ![runtime, info.DefaultRuntime].includes(wanted.runtime)) {
    refuse(
      `The engine starts containers with ${runtime}, not ${wanted.runtime}; Podman takes that at its own start: podman --runtime ${wanted.runtime} system service.`,
    );
  }
  if (!existsSync(ENGINE_PROFILE_PATH)) {
    refuse(
      `${ENGINE_PROFILE_PATH}, the engine's own seccomp profile, is missing: install golang-github-containers-common.`,
    );
  }
  const found = await Promise.all(
    wanted.images.map(async (image) => [image, await readImageVariables(engine, image)] as const),
  );
  return { imageVariables: Object.fromEntries(found), isGvisor: runtime === 'runsc' };
}

function refuse(message: string): never {
  throw new AppError('sandbox_unavailable', message);
}
