import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stdout } from 'node:process';
import { promisify } from 'node:util';
import { loadBuildMirrors } from '../src/build-mirrors/load-build-mirrors.ts';
import { readHostEnvironment } from '../src/config/read-environment.ts';
import { useBuilds } from '../test/support/build-fixture.ts';
import { makeTestFolder } from '../test/support/test-folder.ts';
import { writeResults } from './results.ts';

/**
 * The second build of unchanged lock files against the first, with real registries (those of this machine's own clients):
 * `mocha bench/build-cache.ts`. Floor: less than half the time.
 */
const FLOOR = 0.5;

const NODE_DEPENDENCIES = { eslint: '9.17.0', webpack: '5.97.1', jest: '29.7.0', typescript: '5.7.2' };

/** Built from source, so that what the machine has as wheels already doesn't count. */
const PYTHON_REQUIREMENTS = ['--no-binary regex,psutil,msgpack', 'regex==2024.11.6', 'psutil==6.1.0', 'msgpack==1.1.0'];

const GO_MAIN = 'package main\nimport _ "github.com/gin-gonic/gin"\nfunc main() {}\n';

type Project = (mark: string) => Promise<Record<string, string>>;

const PROJECTS: Readonly<Record<string, Project>> = {
  node: async (mark) => ({
    mark,
    'PANDIUM.yaml': 'version: 0.4\nbase: node\nbuild: npm ci --no-audit --no-fund\nrun: node main.js\n',
    ...(await lockedNodeProject()),
    'main.js': '',
  }),
  python: async (mark) => ({
    mark,
    'PANDIUM.yaml':
      'version: 0.4\nbase: python\nbuild: python3 -m venv v && v/bin/pip install -r requirements.txt\nrun: python3 main.py\n',
    'requirements.txt': PYTHON_REQUIREMENTS.join('\n'),
    'main.py': '',
  }),
  golang: async (mark) => ({
    mark,
    'PANDIUM.yaml': 'version: 0.4\nbase: golang\nbuild: go mod tidy && go build -o main .\nrun: ./main\n',
    'go.mod': 'module example.com/bench\n\ngo 1.19\n\nrequire github.com/gin-gonic/gin v1.9.1\n',
    'main.go': GO_MAIN,
  }),
};

let lockedNode: Record<string, string> | undefined;

async function lockedNodeProject(): Promise<Record<string, string>> {
  if (lockedNode) return lockedNode;
  const folder = makeTestFolder('bench-npm');
  const manifest = JSON.stringify({ name: 'bench', version: '1.0.0', dependencies: NODE_DEPENDENCIES });
  await writeFile(join(folder, 'package.json'), manifest);
  await promisify(execFile)('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], { cwd: folder });
  const lock = await readFile(join(folder, 'package-lock.json'), 'utf8');
  lockedNode = { 'package.json': manifest, 'package-lock.json': lock };
  return lockedNode;
}

describe('the second build of unchanged lock files', function measure() {
  this.timeout(600_000);
  const builds = useBuilds();
  const results: Record<string, object> = {};

  for (const [language, project] of Object.entries(PROJECTS)) {
    it(`takes less than half the time of the first: ${language}`, async () => {
      const mirrors = await loadBuildMirrors('host', readHostEnvironment());
      const limits = { ...builds.deps.limits, diskBytes: 4 * 1024 ** 3, memoryBytes: 4 * 1024 ** 3, timeMs: 500_000 };
      const integration = await builds.makeIntegration(await project('1'));
      const time = async (): Promise<number> => {
        const startedAt = performance.now();
        const release = await builds.build(integration, { mirrors, limits });
        const log = await builds.log(release.id);
        if (release.state !== 'ready') throw new Error(log.slice(-2000));
        stdout.write(
          `${log
            .split('\n')
            .filter((line) => /^(cache|store|added|real)/.test(line))
            .join('\n')}\n`,
        );
        return (performance.now() - startedAt) / 1000;
      };
      const firstSeconds = await time();
      await builds.push(integration, await project('2'));
      const secondSeconds = await time();
      results[language] = { firstSeconds, secondSeconds, ratio: secondSeconds / firstSeconds, floor: FLOOR };
      stdout.write(`${language}: ${JSON.stringify(results[language])}\n`);
      if (secondSeconds >= firstSeconds * FLOOR) throw new Error('the cache does not help enough');
    });
  }

  after(() => writeResults('build-cache', results));
});
