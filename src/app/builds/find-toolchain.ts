import type { Toolchain } from '../../adapters/toolchains/toolchain.ts';
import type { ManifestBase } from '../../domain/manifest/manifest.ts';
import { type ResolveBaseResult, resolveBase } from '../../domain/toolchains/resolve-base.ts';
import type { BuildSession } from './build-session.ts';

/** The toolchain of a base: of this worker, of what was installed meanwhile, else fetched; the nearest where none of these has the version. */
export async function findToolchain(
  { deps, log }: BuildSession,
  base: ManifestBase,
): Promise<ResolveBaseResult<Toolchain>> {
  const resolve = (): ResolveBaseResult<Toolchain> => resolveBase(base, deps.toolchains.list());
  let resolved = resolve();
  if (isAsAsked(resolved) || base.language === 'kotlin') return resolved;
  await deps.toolchains.refresh();
  resolved = resolve();
  if (isAsAsked(resolved) || base.version === null) return resolved;
  log.hub(`base: ${base.language} ${base.version} is not installed on this worker`);
  const fetched = await deps.toolchains.fetch(base.language, base.version);
  if (fetched === null) return resolved;
  if (!fetched.ok) {
    log.hub(`base: it could not be fetched either: ${fetched.reason}`);
    return resolved;
  }
  log.hub(`base: ${base.language} ${fetched.toolchain.version} was fetched, and is kept for other builds`);
  return { ok: true, toolchain: fetched.toolchain, warning: null };
}

function isAsAsked(resolved: ResolveBaseResult<Toolchain>): boolean {
  return resolved.ok && resolved.warning === null;
}
