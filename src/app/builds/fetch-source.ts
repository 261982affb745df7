import { join } from 'node:path';
import type { BuildSession } from './build-session.ts';

/** Step `fetch`: the commit into a bare object store of the attempt's folder; returns its full SHA. */
export async function fetchSource(session: BuildSession): Promise<string> {
  const { deps, order } = session;
  const { kind, name } = order.requestedRef;
  session.log.hub(`fetch: ${kind} ${name} of ${order.repositoryUrl}`);
  const credential =
    order.sourceConnectionId === null ? null : await deps.credentialOf(order.sourceConnectionId, order.repositoryUrl);
  const { commitSha } = await deps.git.fetchCommit({
    url: order.repositoryUrl,
    credential,
    ref: order.requestedRef,
    directory: gitDirectory(session),
    limits: deps.gitLimits,
    signal: session.signal,
  });
  session.log.hub(`fetch: commit ${commitSha}`);
  return commitSha;
}

export function gitDirectory(session: BuildSession): string {
  return join(session.directory, 'git');
}
