import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { runChaos } from '../test/support/chaos.ts';
import { startHubStack } from '../test/support/hub-stack.ts';
import { writeResults } from './results.ts';

/** The database away for longer than a lease lasts; some runs end meanwhile, some outlive their supervisor's deadline: `node bench/outage.ts [seconds] [seed]`. */
async function main(): Promise<void> {
  const seconds = Number(argv[2] ?? 60);
  const seed = Number(argv[3] ?? 1);
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-outage-'));
  const settings = { HUBWRIGHT_RUN_SLOTS: '8', HUBWRIGHT_NETWORK_POOL: '2' };
  const stack = await startHubStack({ folder, workers: 2, settings });
  try {
    const times = { outageMs: seconds * 1000, longestMs: 45_000, rounds: 0, roundMs: 0 };
    const report = await runChaos({ stack, seed, tenants: 12, ...times, say });
    if (report.faults.length > 0) say(stack.logs());
    say(JSON.stringify(report, null, 2));
    writeResults('outage', { seconds, seed, ...report });
    process.exitCode = report.faults.length === 0 ? 0 : 1;
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main();
