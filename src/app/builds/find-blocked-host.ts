import { setTimeout as pause } from 'node:timers/promises';
import type { AddressGuard } from '../../base/http/address-guard.ts';
import { RequestError } from '../../base/http/request-error.ts';
import { hostsInText } from '../../domain/network/hosts-in-text.ts';

const TIMEOUT_MS = 3_000;

/**
 * A sentence about the first host in a failed command's output that builds can't reach, as its address is private or reserved; null
 * where there is none.
 */
export async function findBlockedHost(
  guard: Pick<AddressGuard, 'checkedAddresses'>,
  output: string,
): Promise<string | null> {
  const checks = hostsInText(output).map(async ({ host, port }) => {
    try {
      await guard.checkedAddresses(host, port);
      return null;
    } catch (error) {
      return error instanceof RequestError && error.kind === 'refused' ? error.message : null;
    }
  });
  const all = Promise.all(checks).then((found) => found.find((sentence) => sentence !== null) ?? null);
  return Promise.race([all, pause(TIMEOUT_MS, null, { ref: false })]);
}
