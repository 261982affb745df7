import { Type } from 'typebox';
import { acceptTrigger } from '../src/app/runs/accept-trigger.ts';
import type { RunMode } from '../src/domain/runs/run-lane.ts';
import type { JsonResponse, RouteRequest } from './http/define-route.ts';
import { writeOnceBySql } from './http/write-once.ts';
import { OneOf } from './schemas/common-schema.ts';

export const syncQuery = { mode: Type.Optional(OneOf(['init', 'normal'])) };

export const SyncResponse = Type.Object(
  { trigger_id: Type.String({ pattern: '^[0-9]+$' }) },
  { $id: 'AcceptedTrigger' },
);

/** Accepts a trigger of the API, and starts its run after the commit where it was admitted at once. */
export async function acceptSync(
  operation: string,
  request: RouteRequest<unknown, unknown, unknown>,
  tenantId: number,
  mode: RunMode = 'normal',
): Promise<JsonResponse> {
  const { deps, actor, rawBody } = request;
  return writeOnceBySql(operation, request, async (sql) => {
    const input = { tenantId, mode, source: 'api', body: rawBody, headers: null, createdBy: actor.name } as const;
    const accepted = await acceptTrigger(deps, input, sql);
    if (accepted.isAdmitted) sql.afterCommit(() => deps.runStarter.start(accepted.runId));
    return { status: 202, body: { trigger_id: String(accepted.triggerId) } };
  });
}
