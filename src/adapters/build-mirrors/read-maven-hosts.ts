import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collectHosts } from './collect-hosts.ts';
import type { HostEnvironment } from './host-environment.ts';
import { runClient } from './run-client.ts';

const SUPER_POM = 'org/apache/maven/model/pom-4.0.0.xml';

/** Where Maven connects without any setting: its own super POM says so. */
export async function readMavenHosts(host: HostEnvironment): Promise<string[]> {
  const jar = await findModelBuilder(host);
  if (jar === null) return [];
  const folder = await mkdtemp(join(tmpdir(), 'hubwright-maven-'));
  try {
    if ((await runClient(host, 'jar', ['xf', jar, SUPER_POM], folder)) === null) return [];
    const pom = (await readFile(join(folder, SUPER_POM), 'utf8')).replace(/<!--[\s\S]*?-->/g, '');
    const urls = [...pom.matchAll(/<url>([^<]+)<\/url>/g)].map((match) => match[1] ?? '');
    return collectHosts(urls, []).map(({ host: name, port }) => `${name}:${port}`);
  } catch {
    return [];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function findModelBuilder(host: HostEnvironment): Promise<string | null> {
  const program = (await runClient(host, '/bin/sh', ['-c', 'command -v mvn']))?.trim();
  if (!program) return null;
  const library = join(dirname(dirname(await realpath(program))), 'lib');
  const names = await readdir(library).catch(() => []);
  const jar = names.find((name) => name.startsWith('maven-model-builder'));
  return jar === undefined ? null : join(library, jar);
}
