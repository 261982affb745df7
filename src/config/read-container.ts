import type { Config } from './config.ts';
import type { EnvironmentReader } from './environment-reader.ts';

const ENTRY = /^([a-z.]+) (\d+(?:\.\d+)*)=(\S+)$/;
const LANGUAGES = ['node', 'python', 'ruby', 'php', 'java', 'dotnet', 'go', 'rust'] as const;

/** The settings of the container driver; the table of images is `<language> <version>=<image>`, with commas. */
export function readContainer(read: EnvironmentReader, isUsed: boolean): Config['sandbox']['container'] {
  const images = read.list('HUBWRIGHT_CONTAINER_IMAGES').flatMap((entry) => {
    const [, name, version, image] = ENTRY.exec(entry) ?? [];
    const language = LANGUAGES.find((each) => each === name);
    if (language !== undefined && version !== undefined && image !== undefined) return [{ language, version, image }];
    read.issues.push(
      `HUBWRIGHT_CONTAINER_IMAGES has "${entry}", which is not like "node 24.1.0=docker.io/library/node:24" (one of ${LANGUAGES.join(', ')})`,
    );
    return [];
  });
  if (isUsed && images.length === 0) read.issues.push('HUBWRIGHT_CONTAINER_IMAGES is missing');
  return {
    socketPath: read.text('HUBWRIGHT_CONTAINER_SOCKET', '/run/podman/podman.sock'),
    runtime: read.optional('HUBWRIGHT_CONTAINER_RUNTIME'),
    images,
  };
}
