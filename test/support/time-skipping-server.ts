import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, type Environment, findOnPath } from '../../start/find-temporal.ts';

const VERSION = '1.32.0';
const MAIN_CLASS = 'io.temporal.testserver.TestServer';
const TIMEOUT_MS = 300_000;

/**
 * A program that runs Temporal's time-skipping test server: TEMPORAL_TEST_SERVER, PATH, this user's cache; undefined
 * where there is none yet.
 */
export function findTimeSkippingServer(env: Environment): string | undefined {
  const script = scriptPath(env);
  return (
    env.TEMPORAL_TEST_SERVER || findOnPath('temporal-test-server', env) || (existsSync(script) ? script : undefined)
  );
}

/** Gets the server's Java archives with Maven and wraps them in a script, which is kept in this user's cache. */
export async function fetchTimeSkippingServer(env: Environment): Promise<string> {
  const script = scriptPath(env);
  const folder = join(script, '..');
  mkdirSync(join(folder, '..'), { recursive: true });
  const staging = mkdtempSync(join(folder, '..', '.fetch-'));
  try {
    const pom = join(staging, 'pom.xml');
    writeFileSync(pom, POM);
    const goal = 'dependency:copy-dependencies';
    const options = ['--quiet', '--batch-mode', '--file', pom, goal, `-DoutputDirectory=${join(staging, 'lib')}`];
    await promisify(execFile)('mvn', options, { env, timeout: TIMEOUT_MS });
    writeFileSync(join(staging, 'server'), SCRIPT, { mode: 0o755 });
    if (!existsSync(folder)) renameSync(staging, folder);
    return script;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function scriptPath(env: Environment): string {
  return join(cacheFolder(env), `temporal-test-server-${VERSION}`, 'server');
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>hubwright</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/** The server ends with the process that started the script, also when that is killed. */
const SCRIPT = `#!/bin/sh
here=$(dirname "$0")
setpriv --pdeathsig KILL java -cp "$here/lib/*" ${MAIN_CLASS} "$@" &
server=$!
trap 'kill "$server"' TERM INT HUP
parent=$PPID
while kill -0 "$server" 2>/dev/null && read -r _ _ _ present _ <"/proc/$$/stat" && [ "$present" = "$parent" ]; do
  sleep 1 &
  wait $!
done
kill "$server" 2>/dev/null
wait "$server"
`;
