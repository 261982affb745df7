import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
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

/** For each rule the imports that break it: the file that imports, and what. */
const PLANTS: Readonly<Record<string, readonly (readonly [file: string, imported: string])[]>> = {
  'pure-is-pure': [
    ['src/domain/reads-files.ts', 'node:fs'],
    ['src/contracts/takes-package.ts', 'typebox'],
    ['src/errors/takes-adapter.ts', '../git/git.ts'],
  ],
  'workflows-are-deterministic': [
    ['workflows/reads-time.ts', 'node:perf_hooks'],
    ['workflows/takes-src.ts', '../src/runs/start.ts'],
    ['workflows/takes-activity-sdk.ts', '@temporalio/activity'],
  ],
  'activities-import-src': [
    ['activities/takes-api.ts', '../api/server.ts'],
    ['activities/takes-worker.ts', '../worker/create.ts'],
    ['activities/takes-workflow-sdk.ts', '@temporalio/workflow'],
  ],
  'api-imports-src': [
    ['api/takes-activities.ts', '../activities/index.ts'],
    ['api/takes-worker.ts', '../worker/create.ts'],
    ['api/takes-workflows.ts', '../workflows/run.ts'],
  ],
  'api-reaches-temporal-through-src': [['api/takes-temporal.ts', '@temporalio/common']],
  'worker-is-an-edge': [['worker/takes-api.ts', '../api/server.ts']],
  'src-imports-no-edge': [
    ['src/runs/takes-api.ts', '../../api/server.ts'],
    ['src/sandbox/takes-worker.ts', '../../worker/create.ts'],
  ],
  'temporal-client-in-one-place': [['worker/takes-client.ts', '@temporalio/client']],
  'adapters-stand-apart': [
    ['src/git/takes-sandbox.ts', '../sandbox/sandbox.ts'],
    ['src/log/takes-database.ts', '../db/database.ts'],
  ],
  'adapters-know-no-use-case': [
    ['src/sandbox/takes-use-case.ts', '../runs/start.ts'],
    ['src/process/takes-use-case.ts', '../attempts/hold.ts'],
  ],
  'ground-stands-alone': [
    ['src/process/takes-adapter.ts', '../git/git.ts'],
    ['src/redaction/takes-adapter.ts', '../git/git.ts'],
  ],
  'use-cases-take-ports': [
    ['src/runs/takes-driver.ts', '../sandbox/create-driver.ts'],
    ['src/attempts/takes-driver.ts', '../sandbox/create-driver.ts'],
    ['src/runs/takes-temporal.ts', '../temporal/connect.ts'],
  ],
  'use-cases-name-no-vendor': [['src/releases/takes-package.ts', 'isomorphic-git']],
  'use-cases-stand-apart': [['src/tenants/takes-run.ts', '../runs/start.ts']],
  'shared-use-cases-are-below': [['src/attempts/takes-run.ts', '../runs/start.ts']],
  'settings-are-arguments': [
    ['src/runs/takes-config.ts', '../config/config.ts'],
    ['src/git/takes-config.ts', '../config/config.ts'],
  ],
  'environment-in-one-place': [
    ['src/git/takes-environment.ts', 'node:process'],
    ['worker/takes-environment.ts', 'node:process'],
  ],
  'nobody-imports-a-main': [['start/takes-main.ts', '../worker/main.ts']],
  'product-imports-no-test': [
    ['src/runs/takes-test.ts', '../../test/support.ts'],
    ['start/takes-bench.ts', '../bench/measure.ts'],
  ],
  'product-imports-no-dev-dependency': [['worker/takes-dev-dependency.ts', 'chai']],
  'no-circle': [['src/git/circle-one.ts', './circle-two.ts']],
  'everything-is-there': [['src/git/takes-nothing.ts', './not-there.ts']],
  'packages-are-declared': [['src/git/takes-guest.ts', 'pg-pool']],
};

/** What the planted files import, none of it bad by itself. */
const GOOD: Readonly<Record<string, string>> = {
  'src/domain/rule.ts': '',
  'src/git/git.ts': `import type { v } from '../domain/rule.ts';\nimport 'node:fs';\nimport 'isomorphic-git';`,
  'src/sandbox/sandbox.ts': '',
  'src/sandbox/create-driver.ts': `import '../process/read.ts';`,
  'src/process/read.ts': `import 'node:fs';`,
  'src/db/sql.ts': '',
  'src/db/database.ts': `import 'pg';`,
  'src/log/store.ts': `import '../db/sql.ts';`,
  'src/config/config.ts': `import 'node:process';`,
  'src/temporal/connect.ts': `import '@temporalio/client';`,
  'src/attempts/hold.ts': `import '../db/database.ts';`,
  'src/runs/start.ts': `import '../attempts/hold.ts';\nimport '../sandbox/sandbox.ts';\nimport '../db/database.ts';`,
  'activities/index.ts': `import '../src/runs/start.ts';\nimport '@temporalio/activity';`,
  'workflows/run.ts': `import '@temporalio/workflow';\nimport type { v } from '../activities/index.ts';`,
  'api/server.ts': `import '../src/runs/start.ts';\nimport 'express';`,
  'worker/create.ts': `import '../activities/index.ts';\nimport '@temporalio/worker';`,
  'worker/main.ts': `import './create.ts';\nimport '../src/config/config.ts';`,
  'start/hub.ts': `import '../api/server.ts';\nimport 'node:process';`,
  'test/support.ts': `import 'chai';\nimport '../src/runs/start.ts';`,
  'bench/measure.ts': '',
  // Reported where the circle is entered.
  'src/git/circle-two.ts': `import './circle-one.ts';`,
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
  plant(folder, 'src/domain/takes-a-type.ts', `import type { v } from '../git/git.ts';`);
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
