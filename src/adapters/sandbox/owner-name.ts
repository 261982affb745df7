import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { readProcess } from '../../base/process/read-process.ts';

/**
 * A name for what this process owns, by which others see whether it still lives: `<id>.<host>.<boot>.<pid>.<start time>`.
 *
 * The host part identifies the machine and pid namespace: elsewhere a pid says nothing.
 */
export function createOwnerName(ownerId: string): string {
  const startTime = readProcess(process.pid)?.startTime ?? '0';
  return `${ownerId}.${hostPart()}.${bootPart()}.${process.pid}.${startTime}`;
}

/** Returns true where the name belongs to a process of this host that has ended; false also for names that can't be checked. */
export function isDeadOwner(name: string): boolean {
  const [, host, boot, pid, startTime] = /^.+\.([0-9a-f]{8})\.([0-9a-f]{8})\.(\d+)\.(\d+)$/.exec(name) ?? [];
  if (pid === undefined || host !== hostPart()) return false;
  if (boot !== bootPart()) return true;
  const entry = readProcess(Number(pid));
  return entry === null || entry.isZombie || entry.startTime !== startTime;
}

const hostPart = (): string => shortHash(`${hostname()} ${readlinkSync('/proc/self/ns/pid')}`);
const bootPart = (): string => shortHash(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
