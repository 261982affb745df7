import { isHostPattern } from '../../domain/network/host-pattern.ts';
import { AppError } from '../../errors/app-error.ts';
import type { SandboxSpec } from './sandbox.ts';

const ID = /^[a-z0-9-]{1,64}$/;

/** @throws AppError `invalid_input` for what the launch could misread: NUL anywhere, line breaks in paths, a way out of /hub/app. */
export function validateSpec(spec: SandboxSpec): void {
  const { volume, workingDirectory } = spec;
  if (!ID.test(spec.id)) refuse('The id of a sandbox has to match [a-z0-9-]{1,64}.');
  if (spec.command.includes('\0')) refuse('The command holds a NUL character.');
  if (workingDirectory.startsWith('/') || workingDirectory.split('/').includes('..') || !isPath(workingDirectory)) {
    refuse('The working directory has to lie below /hub/app.');
  }
  for (const [name, value] of Object.entries(spec.env)) {
    if (!/^[^=\0]+$/.test(name) || value.includes('\0')) refuse(`The environment variable ${name} can't be set.`);
  }
  if ('directory' in volume && !isAbsolute(volume.directory)) refuse('The directory of the volume has to be absolute.');
  for (const { from, to } of spec.mounts) {
    if (!isAbsolute(from) || !isAbsolute(to)) refuse('A mount has to have absolute paths.');
  }
  if (spec.network.kind === 'internet' && !(spec.network.allowedHosts ?? []).every(isHostPattern)) {
    refuse('An allowed host has to be a name in lower case, or one with "*." before it.');
  }
  for (const path of Object.keys(spec.files)) if (!isAbsolute(path)) refuse('A file has to have an absolute path.');
}

const isPath = (path: string): boolean => !/[\0\n]/.test(path);
const isAbsolute = (path: string): boolean => path.startsWith('/') && isPath(path);

function refuse(message: string): never {
  throw new AppError('invalid_input', message);
}
