import type { InstalledVersion } from '../../domain/toolchains/resolve-base.ts';
import type { Toolchain } from './toolchain.ts';

export interface ToolchainImage extends InstalledVersion {
  readonly image: string;
}

/** Of the hub's own making in every sandbox. */
const OURS = new Set(['HOME', 'TMPDIR', 'PATH']);

/** A toolchain for each image: it finds its programs where the image has them. */
export function imageToolchains(
  images: readonly ToolchainImage[],
  variablesOf: (image: string) => Readonly<Record<string, string>>,
): Toolchain[] {
  return images.map(({ language, version, image }) => {
    const variables = variablesOf(image);
    const binPaths = (variables.PATH ?? '').split(':').filter((path) => path.startsWith('/'));
    const env = Object.fromEntries(Object.entries(variables).filter(([name]) => !OURS.has(name)));
    return { language, version, image, binPaths, env, root: '/', mounts: [] };
  });
}
