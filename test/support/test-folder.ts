import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess, isRunning, readIdentity, writeIdentity } from '../../start/process-identity.ts';

const PREFIX = 'hubwright-test-';
const OWNER_FILE = 'owner.json';

let folder: string | undefined;

/** The folder of this test process for temporary files; removed when it ends, or by a later one if it was killed. */
export function testFolder(): string {
  if (folder === undefined) {
    removeStaleFolders();
    folder = mkdtempSync(join(tmpdir(), PREFIX));
    const owner = identifyProcess(process.pid);
    if (owner) writeIdentity(join(folder, OWNER_FILE), owner);
  }
  return folder;
}

/** A new empty folder inside the test folder. */
export function makeTestFolder(name: string): string {
  return mkdtempSync(join(testFolder(), `${name}-`));
}

/** Removes the test folder if one was made. */
export function removeTestFolder(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}

function removeStaleFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(tmpdir(), name);
    const owner = readIdentity(join(path, OWNER_FILE));
    if (owner && !isRunning(owner)) rmSync(path, { recursive: true, force: true });
  }
}
