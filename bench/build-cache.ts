import { stdout } from 'node:process';
import { loadBuildMirrors } from '../src/build-mirrors/load-build-mirrors.ts';
import { readHostEnvironment } from '../src/config/read-environment.ts';
import { useBuilds } from '../test/support/build-fixture.ts';
import { writeResults } from './results.ts';

/**
 * The second build of unchanged lock files against the first, with real registries (those of this machine's own clients):
 * `mocha bench/build-cache.ts`. Floor: less than half the time.
 */
const FLOOR = 0.5;

const NODE_DEPENDENCIES = {
  eslint: '9.17.0',
  webpack: '5.97.1',
  jest: '29.7.0',
  typescript: '5.7.2',
  'aws-sdk': '2.1692.0',
};

const PYTHON_REQUIREMENTS = [
  'pandas==2.2.3',
  'requests==2.32.3',
  'SQLAlchemy==2.0.36',
  'boto3==1.35.80',
  'lxml==5.3.0',
];

const PROJECTS: Readonly<Record<string, (mark: string) => Record<string, string>>> = {
  node: (mark) => ({
    mark,
    'PANDIUM.yaml': 'version: 0.4\nbase: node\nbuild: npm install --no-audit --no-fund\nrun: node main.js\n',
    'package.json': JSON.stringify({ name: 'bench', version: '1.0.0', dependencies: NODE_DEPENDENCIES }),
    'main.js': '',
  }),
  python: (mark) => ({
    mark,
    'PANDIUM.yaml':
      'version: 0.4\nbase: python\nbuild: python3 -m venv v && v/bin/pip install -r requirements.txt\nrun: python3 main.py\n',
    'requirements.txt': PYTHON_REQUIREMENTS.join('\n'),
    'main.py': '',
  }),
};

describe('the second build of unchanged lock files', function measure() {
  this.timeout(600_000);
  const builds = useBuilds();
  const results: Record<string, object> = {};

  for (const [language, project] of Object.entries(PROJECTS)) {
    it(`takes less than half the time of the first: ${language}`, async () => {
      const mirrors = await loadBuildMirrors('host', readHostEnvironment());
      const limits = { ...builds.deps.limits, diskBytes: 4 * 1024 ** 3, memoryBytes: 4 * 1024 ** 3, timeMs: 500_000 };
      const integration = await builds.makeIntegration(project('1'));
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
      await builds.push(integration, project('2'));
      const secondSeconds = await time();
      results[language] = { firstSeconds, secondSeconds, ratio: secondSeconds / firstSeconds, floor: FLOOR };
      stdout.write(`${language}: ${JSON.stringify(results[language])}\n`);
      if (secondSeconds >= firstSeconds * FLOOR) throw new Error('the cache does not help enough');
    });
  }

  after(() => writeResults('build-cache', results));
});
