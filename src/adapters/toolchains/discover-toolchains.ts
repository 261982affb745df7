import { compareVersions, parseToolVersion } from '../../domain/toolchains/tool-version.ts';
import { discoverDotnet } from './discover-dotnet.ts';
import { discoverGo } from './discover-go.ts';
import { discoverJava } from './discover-java.ts';
import { discoverNode } from './discover-node.ts';
import { discoverPhp } from './discover-php.ts';
import { discoverPython } from './discover-python.ts';
import { discoverRuby } from './discover-ruby.ts';
import { discoverRust } from './discover-rust.ts';
import type { DiscoveryOptions, Toolchain } from './toolchain.ts';

const FINDERS = [
  discoverNode,
  discoverPython,
  discoverGo,
  discoverJava,
  discoverRust,
  discoverPhp,
  discoverRuby,
  discoverDotnet,
];

/** Every toolchain of this host that really starts, by language and newest first; one of each version. */
export async function discoverToolchains(options: DiscoveryOptions): Promise<readonly Toolchain[]> {
  return orderToolchains((await Promise.all(FINDERS.map((find) => find(options)))).flat());
}

/** By language and newest first; of each version the first one. */
export function orderToolchains(found: readonly Toolchain[]): readonly Toolchain[] {
  const byName = new Map<string, Toolchain>();
  for (const toolchain of found) {
    const name = `${toolchain.language} ${toolchain.version}`;
    if (!byName.has(name)) byName.set(name, toolchain);
  }
  return [...byName.values()].sort(
    (left, right) =>
      left.language.localeCompare(right.language) ||
      compareVersions(parseToolVersion(right.version), parseToolVersion(left.version)),
  );
}
