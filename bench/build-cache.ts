import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { stdout } from 'node:process';
import { promisify } from 'node:util';
import type { ArtifactDigest } from '../src/adapters/artifacts/artifact-store.ts';
import { loadBuildMirrors } from '../src/adapters/build-mirrors/load-build-mirrors.ts';
import { readHostEnvironment } from '../src/config/read-environment.ts';
import { useBuilds } from '../test/support/build-fixture.ts';
import { makeTestFolder } from '../test/support/test-folder.ts';
import { writeResults } from './results.ts';

/**
 * The second build of unchanged lock files against the first, with real registries (those of this machine's own clients):
 * `mocha bench/build-cache.ts`. Floor: less than half the time.
 */
const FLOOR = 0.5;

/** What the public sample integration "Pokémon of the day" asks for. */
const SAMPLE = {
  dependencies: { '@slack/web-api': '^6.10.0', axios: '^1.6.2', dotenv: '^16.3.1', 'pokedex-promise-v2': '^4.1.1' },
  devDependencies: { '@types/node': '^20.9.4', '@types/sax': '^1.2.4', 'ts-node': '^10.9.1', typescript: '^5.1.6' },
};

/** A project with the usual tools around it. */
const TOOLS = { dependencies: { eslint: '9.17.0', webpack: '5.97.1', jest: '29.7.0', typescript: '5.7.2' } };

const REQUIREMENTS = [
  'requests==2.32.3',
  'boto3==1.35.90',
  'pandas==2.2.3',
  'SQLAlchemy==2.0.36',
  'cryptography==44.0.0',
];

/** Built from source, so that what the machine has as wheels already doesn't count. */
const SOURCE_REQUIREMENTS = ['--no-binary regex,psutil,msgpack', 'regex==2024.11.6', 'psutil==6.1.0', 'msgpack==1.1.0'];

const GO_MAIN = 'package main\nimport _ "github.com/gin-gonic/gin"\nfunc main() {}\n';

type Project = (mark: string) => Promise<Record<string, string>>;

const yaml = (base: string, build: string, run: string): string =>
  `version: 0.4\nbase: ${base}\nbuild: ${build}\nrun: ${run}\n`;

const node =
  (build: string, packages: object): Project =>
  async (mark) => ({
    mark,
    'PANDIUM.yaml': yaml('node', build, 'node build/index.js'),
    'tsconfig.json':
      '{"compilerOptions":{"outDir":"build","module":"nodenext","skipLibCheck":true,"types":["node"]},"include":["src"]}',
    'src/index.ts': `import axios from 'axios';\nconsole.log(typeof axios, '${mark}');\n`,
    ...(await lockedNodeProject(packages)),
  });

const python =
  (build: string, requirements: readonly string[]): Project =>
  async (mark) => ({
    mark,
    'PANDIUM.yaml': yaml('python', build, 'python3 main.py'),
    'requirements.txt': requirements.join('\n'),
    'main.py': '',
  });

const PROJECTS: Readonly<Record<string, Project>> = {
  'npm ci && npm run build, the sample': node('npm ci && npm run build', SAMPLE),
  'npm install && npm run build, the sample': node('npm install && npm run build', SAMPLE),
  'npm ci, tools': node('npm ci && mkdir build && touch build/index.js', TOOLS),
  'pip install -r, wheels': python('python3 -m venv v && v/bin/pip install -r requirements.txt', REQUIREMENTS),
  'pip install --user -r, wheels': python('python3 -m pip install --user -r requirements.txt', REQUIREMENTS),
  'pip install -r, from source': python(
    'python3 -m venv v && v/bin/pip install -r requirements.txt',
    SOURCE_REQUIREMENTS,
  ),
  'go build': async (mark) => ({
    mark,
    'PANDIUM.yaml': yaml('golang', 'go mod tidy && go build -o main .', './main'),
    'go.mod': 'module example.com/bench\n\ngo 1.19\n\nrequire github.com/gin-gonic/gin v1.9.1\n',
    'main.go': GO_MAIN,
  }),
};

const locked = new Map<object, Record<string, string>>();

async function lockedNodeProject(packages: object): Promise<Record<string, string>> {
  const known = locked.get(packages);
  if (known) return known;
  const folder = makeTestFolder('bench-npm');
  const manifest = JSON.stringify({
    name: 'bench',
    version: '1.0.0',
    type: 'module',
    scripts: { build: 'tsc' },
    ...packages,
  });
  await writeFile(join(folder, 'package.json'), manifest);
  await promisify(execFile)('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], { cwd: folder });
  const lock = await readFile(join(folder, 'package-lock.json'), 'utf8');
  const files = { 'package.json': manifest, 'package-lock.json': lock };
  locked.set(packages, files);
  return files;
}

/** Each pair is taken so often, each time with a new integration; the quickest of each side counts, as the least disturbed. */
const ROUNDS = 3;
/** Builds that take longer are disturbed less, and are taken once. */
const SHORT_SECONDS = 20;

describe('the second build of unchanged lock files', function measure() {
  this.timeout(1_800_000);
  const builds = useBuilds();
  const results: Record<string, object> = {};

  /** Seconds from the request until the release is ready. */
  async function time(integration: number): Promise<number> {
    const mirrors = await loadBuildMirrors('host', readHostEnvironment());
    const limits = { ...builds.deps.limits, diskBytes: 4 * 1024 ** 3, memoryBytes: 4 * 1024 ** 3, timeMs: 500_000 };
    const startedAt = performance.now();
    const release = await builds.build(integration, { mirrors, limits });
    const seconds = (performance.now() - startedAt) / 1000;
    const log = await builds.log(release.id);
    if (release.state !== 'ready') throw new Error(log.slice(-2000));
    // Runs get it unpacked, which goes on when the build is over: it would be taken for a part of the next one.
    await builds.deps.cache.ensureUnpacked(release.artifact_digest as ArtifactDigest, builds.deps.unpack);
    const told = log.split('\n').filter((line) => /^(cache|store|added|took)/.test(line));
    stdout.write(`${told.join('\n')}\n`);
    return seconds;
  }

  for (const [name, project] of Object.entries(PROJECTS)) {
    it(`takes less than half the time of the first: ${name}`, async () => {
      const load = loadavg()[0] ?? 0;
      const [firsts, seconds]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS && (firsts[0] ?? 0) < SHORT_SECONDS; round += 1) {
        const integration = await builds.makeIntegration(await project('1'));
        firsts.push(await time(integration));
        await builds.push(integration, await project('2'));
        seconds.push(await time(integration));
      }
      const [firstSeconds, secondSeconds] = [Math.min(...firsts), Math.min(...seconds)];
      results[name] = { firstSeconds, secondSeconds, ratio: secondSeconds / firstSeconds, wanted: FLOOR, load };
      stdout.write(`${name}: ${JSON.stringify({ firsts, seconds, ...results[name] })}\n`);
      if (secondSeconds >= firstSeconds * FLOOR) throw new Error('the cache does not help enough');
    });
  }

  after(async () => writeResults('build-cache', { ...(await earlierResults()), ...results }));
});

/** What a run of some projects alone leaves as it was. */
async function earlierResults(): Promise<Record<string, object>> {
  const file = join(import.meta.dirname, 'results', 'build-cache.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { results?: Record<string, object> }).results ?? {};
}
