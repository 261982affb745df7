import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { startHubStack } from '../test/support/hub-stack.ts';
import { runPropagation } from '../test/support/propagation.ts';
import { writeResults } from './results.ts';

const LIMIT_MS = 180_000;
const LIST_LIMIT_MS = 100;

/** Moves many tenants while the worker is killed three times: `node bench/propagation.ts [tenants]`, 100,000 by default. */
async function main(): Promise<void> {
  const tenants = Number(argv[2] ?? 100_000);
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-propagation-'));
  const stack = await startHubStack({ folder, workers: 1 });
  const say = (line: string): void => void stdout.write(`${line}\n`);
  try {
    const report = await runPropagation({ stack, tenants, killAt: [0.2, 0.45, 0.7], say });
    writeResults('propagation', {
      ...report,
      shareOfLimit: report.movedMs / LIMIT_MS,
      shareOfListLimit: report.listP95Ms / LIST_LIMIT_MS,
    });
    say(JSON.stringify(report, null, 2));
    process.exitCode = report.issues.length === 0 && report.movedMs < LIMIT_MS ? 0 : 1;
    if (report.issues.length > 0) say(stack.logs());
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
