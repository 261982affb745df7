import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { makeTestFolder } from '../../support/test-folder.ts';

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

const ROOT = join(import.meta.dirname, '../../..');
const CONFIG = '.dependency-cruiser.cjs';

const rules = (createRequire(import.meta.url)(join(ROOT, CONFIG)) as { forbidden: readonly { name: string }[] })
  .forbidden;

/** The folders of use cases that may use others. */
const USING_FOLDERS = rules
  .map(({ name }) => /^use-case-order-(.+)$/.exec(name)?.[1])
  .filter((folder) => folder !== undefined);

/** For each rule the imports that break it: the file that imports, and what. */
const PLANTS: Readonly<Record<string, readonly (readonly [file: string, imported: string])[]>> = {
  'pure-is-pure': [
    ['src/domain/reads-files.ts', 'node:fs'],
    ['src/contracts/takes-package.ts', 'typebox'],
    ['src/errors/takes-adapter.ts', '../adapters/git/git.ts'],
  ],
  'workflows-are-deterministic': [
    ['workflows/reads-time.ts', 'node:perf_hooks'],
    ['workflows/takes-src.ts', '../src/app/runs/start.ts'],
    ['workflows/takes-activity-sdk.ts', '@temporalio/activity'],
  ],
  'activities-import-src': [
    ['activities/takes-api.ts', '../api/http/server.ts'],
    ['activities/takes-worker.ts', '../worker/create.ts'],
    ['activities/takes-workflow-sdk.ts', '@temporalio/workflow'],
  ],
  'api-imports-src': [
    ['api/takes-activities.ts', '../activities/index.ts'],
    ['api/takes-worker.ts', '../worker/create.ts'],
    ['api/takes-workflows.ts', '../workflows/run.ts'],
  ],
  'routes-run-no-jobs': [['api/routes/takes-job.ts', '../../worker/jobs/reap.ts']],
  'jobs-import-src': [['worker/jobs/takes-composition.ts', '../create.ts']],
  'api-reaches-temporal-through-src': [['api/takes-temporal.ts', '@temporalio/common']],
  'worker-is-an-edge': [['worker/takes-api.ts', '../api/http/server.ts']],
  'src-imports-no-edge': [
    ['src/app/runs/takes-api.ts', '../../../api/http/server.ts'],
    ['src/adapters/sandbox/takes-worker.ts', '../../../worker/create.ts'],
  ],
  'temporal-client-in-one-place': [['worker/takes-client.ts', '@temporalio/client']],
  'src-has-known-folders': [['worker/takes-stray.ts', '../src/helpers/stray.ts']],
  'adapters-stand-apart': [
    ['src/adapters/git/takes-sandbox.ts', '../sandbox/sandbox.ts'],
    ['src/adapters/run-logs/takes-database.ts', '../../db/database.ts'],
  ],
  'database-stands-alone': [['src/db/takes-adapter.ts', '../adapters/git/git.ts']],
  'adapters-know-no-use-case': [['src/adapters/sandbox/takes-use-case.ts', '../../app/runs/start.ts']],
  'base-stands-alone': [
    ['src/base/process/takes-adapter.ts', '../../adapters/git/git.ts'],
    ['src/base/redaction/takes-use-case.ts', '../../app/attempts/hold.ts'],
    ['src/base/streams/takes-database.ts', '../../db/database.ts'],
  ],
  'use-cases-take-ports': [
    ['src/app/runs/takes-driver.ts', '../../adapters/sandbox/create-driver.ts'],
    ['src/app/attempts/takes-driver.ts', '../../adapters/sandbox/create-driver.ts'],
    ['src/app/runs/takes-temporal.ts', '../../adapters/temporal/connect.ts'],
  ],
  'use-cases-name-no-vendor': [['src/app/releases/takes-package.ts', 'isomorphic-git']],
  'use-cases-stand-apart': [['src/app/attempts/takes-run.ts', '../runs/index.ts']],
  ...Object.fromEntries(
    USING_FOLDERS.map((folder) => [
      `use-case-order-${folder}`,
      [
        [`src/app/${folder}/takes-inside.ts`, '../attempts/hold.ts'],
        [`src/app/${folder}/takes-stranger.ts`, '../partners/index.ts'],
      ],
    ]),
  ),
  'settings-are-arguments': [
    ['src/app/runs/takes-config.ts', '../../config/config.ts'],
    ['src/adapters/git/takes-config.ts', '../../config/config.ts'],
  ],
  'environment-in-one-place': [
    ['src/adapters/git/takes-environment.ts', 'node:process'],
    ['worker/takes-environment.ts', 'node:process'],
  ],
  'nobody-imports-a-main': [['start/takes-main.ts', '../worker/main.ts']],
  'product-imports-no-test': [
    ['src/app/runs/takes-test.ts', '../../../test/support.ts'],
    ['start/takes-bench.ts', '../bench/measure.ts'],
  ],
  'product-imports-no-dev-dependency': [['worker/takes-dev-dependency.ts', 'chai']],
  'no-circle': [['src/adapters/git/circle-one.ts', './circle-two.ts']],
  'everything-is-there': [['src/adapters/git/takes-nothing.ts', './not-there.ts']],
  'packages-are-declared': [['src/adapters/git/takes-guest.ts', 'pg-pool']],
};

/** What the planted files import, none of it bad by itself. */
const GOOD: Readonly<Record<string, string>> = {
  'src/domain/rule.ts': '',
  'src/adapters/git/git.ts': `import type { v } from '../../domain/rule.ts';\nimport 'node:fs';\nimport 'isomorphic-git';`,
  'src/adapters/sandbox/sandbox.ts': '',
  'src/adapters/sandbox/create-driver.ts': `import '../../base/process/read.ts';`,
  'src/base/process/read.ts': `import 'node:fs';`,
  'src/db/sql.ts': '',
  'src/db/database.ts': `import 'pg';`,
  'src/db/stores/runs/insert-run.ts': `import '../../sql.ts';`,
  'src/adapters/run-logs/store.ts': `import '../../db/sql.ts';\nimport '../../db/stores/runs/insert-run.ts';`,
  'src/config/config.ts': `import 'node:process';`,
  'src/adapters/temporal/connect.ts': `import '@temporalio/client';`,
  'src/app/partners/index.ts': '',
  'src/app/attempts/hold.ts': `import '../../db/database.ts';`,
  'src/app/attempts/index.ts': `import './hold.ts';`,
  'src/app/runs/start.ts': `import '../attempts/index.ts';\nimport '../../adapters/sandbox/sandbox.ts';\nimport '../../db/database.ts';`,
  'src/app/runs/index.ts': `import './start.ts';`,
  'src/helpers/stray.ts': '',
  'activities/index.ts': `import '../src/app/runs/start.ts';\nimport '@temporalio/activity';`,
  'workflows/run.ts': `import '@temporalio/workflow';\nimport type { v } from '../activities/index.ts';`,
  'api/http/server.ts': `import '../../src/app/runs/start.ts';\nimport 'express';`,
  'worker/jobs/reap.ts': `import '../../src/app/runs/start.ts';`,
  'api/main.ts': `import '../worker/jobs/reap.ts';`,
  'worker/create.ts': `import '../activities/index.ts';\nimport '@temporalio/worker';`,
  'worker/main.ts': `import './create.ts';\nimport '../src/config/config.ts';`,
  'start/hub.ts': `import '../api/http/server.ts';\nimport 'node:process';`,
  'test/support.ts': `import 'chai';\nimport '../src/app/runs/start.ts';`,
  'bench/measure.ts': '',
  // Reported where the circle is entered.
  'src/adapters/git/circle-two.ts': `import './circle-one.ts';`,
};

describe('the import rules', () => {
  let violations: readonly Violation[] = [];

  before(async function cruisePlantedTree() {
    this.timeout(60_000);
    violations = await cruise(plantTree());
  });

  for (const { name } of rules) {
    it(`fire: ${name}`, () => {
      const planted = (PLANTS[name] ?? []).map(([file]) => file);
      expect(planted, 'no bad import is planted for this rule').to.not.be.empty;
      const found = violations.filter((violation) => violation.rule.name === name).map(({ from }) => from);
      expect(found).to.include.members(planted);
    });
  }

  it('leave good imports alone', () => {
    expect(violations.filter(({ from }) => from in GOOD)).to.deep.equal([]);
  });

  it('know each folder of src', () => {
    const known = ['adapters', 'app', 'base', 'config', 'contracts', 'db', 'domain', 'errors'];
    expect(readdirSync(join(ROOT, 'src')).filter((name) => !name.endsWith('.md'))).to.have.members(known);
  });

  it('take no type for an exemption', () => {
    expect(violations.map(({ from }) => from)).to.include('src/domain/takes-a-type.ts');
  });
});

function plantTree(): string {
  const folder = makeTestFolder('import-rules');
  for (const file of [CONFIG, 'package.json']) copyFileSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of Object.entries(GOOD)) plant(folder, file, text);
  for (const [file, imported] of Object.values(PLANTS).flat()) plant(folder, file, `import '${imported}';`);
  plant(folder, 'src/domain/takes-a-type.ts', `import type { v } from '../adapters/git/git.ts';`);
  return folder;
}

function plant(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${text}\nexport const v = 1;\n`);
}

/** The lint command itself, as `npm run lint` runs it; it ends with an error as there are violations. */
async function cruise(folder: string): Promise<readonly Violation[]> {
  const program = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const folders = ['api', 'worker', 'workflows', 'activities', 'src', 'start', 'test', 'bench'];
  const run = promisify(execFile)(process.execPath, [program, '--config', CONFIG, '-T', 'json', ...folders], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return (JSON.parse(stdout) as { summary: { violations: readonly Violation[] } }).summary.violations;
}
