import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';

const GIB = 1024 ** 3;

/** What the numbers were taken on; nothing that names the machine. */
export function describeMachine() {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model ?? 'unknown',
    memoryGib: Math.round(totalmem() / GIB),
    kernel: release(),
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

/** Taken when this module is loaded, so before the measurement puts a load on the machine itself. */
const machine = describeMachine();

/** Writes `bench/results/<name>.json` and, as a table, `<name>.md`. */
export function writeResults(name: string, results: Readonly<Record<string, unknown>>): void {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const takenOn = new Date().toISOString().slice(0, 10);
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ takenOn, machine, results }, null, 2)}\n`);
  writeFileSync(join(folder, `${name}.md`), toMarkdown(name, takenOn, results));
}

function toMarkdown(name: string, takenOn: string, results: Readonly<Record<string, unknown>>): string {
  const rows = flatten('', results).map(([key, value]) => `| ${key} | ${value} |`);
  const machineRows = Object.entries(machine).map(([key, value]) => `${key} ${value}`);
  return [
    `# ${name}`,
    '',
    `Taken on ${takenOn}: ${machineRows.join(', ')}.`,
    '',
    '| what | value |',
    '|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function flatten(prefix: string, value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) {
    return [[prefix, typeof value === 'number' ? `${Math.round(value * 100) / 100}` : `${value}`]];
  }
  if (Array.isArray(value) && value.length === 0) return [[prefix, 'none']];
  return Object.entries(value).flatMap(([key, inner]) => flatten(prefix === '' ? key : `${prefix} · ${key}`, inner));
}
