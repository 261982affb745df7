import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, env, getuid, stdout } from 'node:process';
import { failureSentence, StartFailure } from '../start/start-failure.ts';
import { ensureSystemPackages } from '../start/system-packages.ts';
import { SUMMARY_VARIABLE, type SuiteTime, type TestSummary } from './support/counting-reporter.ts';
import { removeTestFolder, testFolder } from './support/test-folder.ts';

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const root = join(import.meta.dirname, '..');
const ALL_TESTS = 'test/**/*.test.ts';
const REPORTER = './test/support/counting-reporter.ts';
const MOCHA = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const C8 = join(root, 'node_modules', 'c8', 'bin', 'c8.js');

const SOURCE_FOLDERS = ['api', 'worker', 'workflows', 'activities', 'src', 'start', 'test'];

/** Each counts as one test. */
const CHECKS: readonly Check[] = [
  { name: 'format and lint', command: ['biome', 'check', '.'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'types of the pages', command: ['tsc', '--noEmit', '-p', 'web'] },
  { name: 'types of their tests', command: ['tsc', '--noEmit', '-p', 'test/web'] },
  { name: 'import rules', command: ['depcruise', '--config', '.dependency-cruiser.cjs', ...SOURCE_FOLDERS] },
  { name: 'dead code', command: ['knip'] },
];

/** For the tests alone. */
const ENGINE_PROGRAMS = { podman: 'podman', runc: 'runc' };

/** The rules are covered in full; of a file that no test loads, knip tells. */
const COVERAGE = ['--include', 'src/domain/**', '--reporter', 'text', '--skip-full', '--check-coverage', '--100'];

/** They cover the rules by themselves; to be counted slows a process down by a third, which all others are spared. */
const UNIT = 'test/unit/**/*.test.ts';
/** Whole hubs and their sandboxes wait more than they compute: they have a mocha of their own beside the others'. */
const WHOLE_HUBS = ['test/{e2e,security}/**/*.test.ts', 'test/integration/{runs,sandbox,start}/**/*.test.ts'];
/** Side by side; in each lane one after the other. */
const LANES: readonly (readonly MochaArguments[])[] = [
  [{ name: 'hubs', args: WHOLE_HUBS }],
  [
    { name: 'unit', args: [UNIT], isCovered: true },
    { name: 'others', args: [ALL_TESTS, ...[UNIT, ...WHOLE_HUBS].flatMap((pattern) => ['--ignore', pattern])] },
  ],
];

interface MochaArguments {
  readonly name: string;
  readonly args: readonly string[];
  readonly isCovered?: boolean;
}

/** How many of the slowest suites are told. */
const SLOWEST = 12;

const NOTHING: TestSummary = { passed: 0, failed: 0, skipped: 0, failures: [], suites: [] };

/** Runs the checks and then mocha (with the arguments given, if any), and ends with `N passed, N failed`. */
async function main(): Promise<void> {
  const patterns = argv.slice(2);
  if (env[SUMMARY_VARIABLE] !== undefined) throw new StartFailure("Tests don't start the test run.");
  ensureSystemPackages(env, say);
  ensureContainerEngine();
  const checks = patterns.length === 0 ? await runChecks() : NOTHING;
  const tests = await runTests(patterns);
  const passed = checks.passed + tests.passed;
  const failed = checks.failed + tests.failed;
  removeTestFolder();
  saySlowest(tests.suites);
  // Last, since whoever reads a record of a long run sees its end.
  for (const failure of [...checks.failures, ...tests.failures]) say(`\n✗ ${failure}`);
  say(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** The suites of containers need root. */
function ensureContainerEngine(): void {
  if (getuid?.() === 0) ensureSystemPackages(env, say, ENGINE_PROGRAMS);
}

async function runChecks(): Promise<TestSummary> {
  const failures: string[] = [];
  for (const check of CHECKS) {
    const begin = performance.now();
    const { code, output } = await capture(check.command);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    say(`${code === 0 ? '✓' : '✗'} ${check.name} (${seconds} s)`);
    if (code === 0) continue;
    failures.push(`${check.name}\n${output}`);
  }
  return { ...NOTHING, passed: CHECKS.length - failures.length, failed: failures.length, failures };
}

function capture([program, ...args]: readonly [string, ...string[]]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const parts: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString('utf8').trim() }));
  });
}

/** Everything in lanes side by side; or what was asked for, in one. */
async function runTests(patterns: readonly string[]): Promise<TestSummary> {
  if (patterns.length > 0) return runMocha({ name: 'asked', args: patterns, env: {}, onOutput: null });
  const coverage = join(testFolder(), 'coverage');
  const held: string[] = [];
  const lanes = await Promise.all(LANES.map((runs, lane) => runLane(runs, { isShown: lane === 0, coverage, held })));
  say(held.join(''));
  return lanes.flat().reduce(add, await checkCoverage(coverage));
}

interface LaneOptions {
  /** As it goes; else its output is held until all are done. */
  readonly isShown: boolean;
  readonly coverage: string;
  readonly held: string[];
}

async function runLane(
  runs: readonly MochaArguments[],
  { isShown, coverage, held }: LaneOptions,
): Promise<TestSummary[]> {
  const summaries: TestSummary[] = [];
  for (const { name, args, isCovered } of runs) {
    // What comes out of the compile cache is counted less precisely.
    const counted = { NODE_V8_COVERAGE: coverage, NODE_DISABLE_COMPILE_CACHE: '1' };
    const onOutput = isShown ? null : (text: string) => void held.push(text);
    summaries.push(await runMocha({ name, args, env: isCovered ? counted : {}, onOutput }));
  }
  return summaries;
}

async function checkCoverage(directory: string): Promise<TestSummary> {
  const { code, output } = await capture([process.execPath, C8, 'report', '--temp-directory', directory, ...COVERAGE]);
  say(`${code === 0 ? '✓' : '✗'} coverage of the rules`);
  if (code === 0) return { ...NOTHING, passed: 1 };
  return { ...NOTHING, failed: 1, failures: [`coverage of the rules\n${output}`] };
}

function add(left: TestSummary, right: TestSummary): TestSummary {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
    failures: [...left.failures, ...right.failures],
    suites: [...left.suites, ...right.suites],
  };
}

interface MochaRun {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** null = straight to the terminal. */
  readonly onOutput: ((text: string) => void) | null;
}

/** A run that ends without its counts, or with a failure that they don't hold, is one failure more. */
async function runMocha(run: MochaRun): Promise<TestSummary> {
  const file = join(testFolder(), `summary-${run.name}.json`);
  const code = await spawnMocha(run, file);
  if (!existsSync(file))
    return { ...NOTHING, failed: 1, failures: [`mocha (${run.name}) ended with ${code}, without counts`] };
  const summary = JSON.parse(readFileSync(file, 'utf8')) as TestSummary;
  if (code === 0 || summary.failed > 0) return summary;
  return { ...summary, failed: 1, failures: [`mocha (${run.name}) ended with ${code}`] };
}

/** Mocha must not outlive this process, and its servers don't outlive it. */
function spawnMocha(run: MochaRun, summaryFile: string): Promise<number> {
  const args = ['--pdeathsig', 'TERM', process.execPath, MOCHA, '--reporter', REPORTER, ...run.args];
  return new Promise((resolve, reject) => {
    const child = spawn('setpriv', args, {
      cwd: root,
      stdio: ['ignore', run.onOutput === null ? 'inherit' : 'pipe', run.onOutput === null ? 'inherit' : 'pipe'],
      env: { ...env, ...run.env, [SUMMARY_VARIABLE]: summaryFile },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => run.onOutput?.(text));
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Where the time of a whole run went. */
function saySlowest(suites: readonly SuiteTime[]): void {
  for (const { file, milliseconds } of suites.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST)) {
    say(`${(milliseconds / 1000).toFixed(1).padStart(6)} s  ${file}`);
  }
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main().catch((error: unknown) => {
  say(failureSentence(error));
  say('0 passed, 1 failed');
  process.exitCode = 1;
});
