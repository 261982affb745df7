import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { runChaos } from '../test/support/chaos.ts';
import { startHubStack } from '../test/support/hub-stack.ts';
import { writeResults } from './results.ts';

const ROUNDS_PER_STREAM = 3;

/** Kills every part of a hub at random moments, 30 rounds by default: `node bench/chaos.ts [rounds] [seed]`. */
async function main(): Promise<void> {
  const rounds = Number(argv[2] ?? 30);
  const firstSeed = Number(argv[3] ?? 1);
  const reports: object[] = [];
  let faults = 0;
  for (let done = 0; done < rounds; done += ROUNDS_PER_STREAM) {
    const seed = firstSeed + done / ROUNDS_PER_STREAM;
    const report = await runStream(seed, Math.min(ROUNDS_PER_STREAM, rounds - done));
    faults += report.faults.length;
    reports.push({ seed, ...report, kills: report.kills.length });
    say(`${JSON.stringify(reports.at(-1), null, 2)}`);
  }
  writeResults('chaos', { rounds, firstSeed, faults, streams: reports });
  say(`${rounds} rounds, ${faults} faults`);
  process.exitCode = faults === 0 ? 0 : 1;
}

async function runStream(seed: number, rounds: number) {
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-chaos-'));
  const settings = { HUBWRIGHT_RUN_SLOTS: '4', HUBWRIGHT_NETWORK_POOL: '2' };
  // Both shapes take turns: parts of their own as in production, and all in one as `npm start` runs them.
  const stack = await startHubStack({ folder, workers: seed % 2 === 0 ? 2 : 'in-api', settings });
  try {
    const report = await runChaos({ stack, seed, rounds, roundMs: 15_000, tenants: 8, say });
    if (report.faults.length > 0) say(stack.logs());
    return report;
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main();
