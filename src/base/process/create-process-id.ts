import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Returns a name for this process that no other one has, and that says where to find it. */
export function createProcessId(): string {
  return `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
}
