import { Type } from 'typebox';
import { digestHook } from '../../../src/adapters/git-hooks/hook-tokens.ts';
import { verifyHook } from '../../../src/adapters/git-hooks/verify-hook.ts';
import { recordPush } from '../../../src/app/source-control/record-push.ts';
import { findGitHook } from '../../../src/db/stores/source-control/git-hook-repository.ts';
import type { HookDelivery } from '../../../src/domain/source-control/push-event.ts';
import { deliveryId, detectHookProvider, readHook } from '../../../src/domain/source-control/read-hook.ts';
import { gitHookSecret } from '../../../src/domain/source-control/source-connection.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { PUBLIC } from '../../http/access.ts';
import type { ApiDeps } from '../../http/api-deps.ts';
import { defineRoute, type JsonResponse } from '../../http/define-route.ts';
import { Id, Nullable, OneOf } from '../../schemas/common-schema.ts';
import { readHookPayload } from './read-hook-payload.ts';

const ResponseSchema = Type.Object(
  {
    outcome: OneOf(['pong', 'released', 'ignored']),
    reason: Nullable(Type.String()),
    release_id: Nullable(Id),
  },
  { $id: 'HookOutcome' },
);

/** Public, as git hosts have no key: what counts is the proof that the sender knows the webhook's secret. */
export const receiveGitHookRoute = defineRoute({
  method: 'post',
  path: '/hooks/git/{token}',
  operationId: 'receiveGitHook',
  summary: 'Takes pushes from GitHub, GitLab, Bitbucket (Cloud and Server) and Azure DevOps, each by its own proof.',
  access: PUBLIC,
  isPandium: false,
  readsAllHeaders: true,
  params: Type.Object({ token: Type.String({ maxLength: 128 }) }),
  query: Type.Object({}),
  body: null,
  errors: ['not_found', 'webhook_unverified'],
  responses: { 200: { description: 'What came of it.', schema: ResponseSchema } },
  async handler({ deps, params, headers, rawBody }) {
    const hook = await findGitHook(deps.db, digestHook(params.token));
    if (hook === null) throw new AppError('not_found', 'There is no webhook at this address.');
    const body = rawBody ?? new Uint8Array();
    const provider = detectHookProvider(headers);
    const secret = await deps.secrets.read(deps.db, gitHookSecret(hook.integrationId));
    if (provider === null || secret === null) throw unverified();
    // Bitbucket Server's "Test connection" comes without a signature where the secret was not saved yet.
    const isBareTest = headers['x-event-key'] === 'diagnostics:ping' && headers['x-hub-signature'] === undefined;
    if (isBareTest) return answer('pong');
    if (!verifyHook({ provider, headers, body, secret })) throw unverified();
    const payload = readHookPayload(body, headers['content-type'] ?? '');
    return take(deps, hook.integrationId, { provider, headers, payload }, body);
  },
});

async function take(
  deps: ApiDeps,
  integrationId: number,
  delivery: HookDelivery,
  body: Uint8Array,
): Promise<JsonResponse> {
  const event = readHook(delivery);
  if (event.kind === 'ping') return answer('pong');
  if (event.kind === 'ignored') return answer('ignored', event.reason);
  const id = deliveryId(delivery);
  const outcome = await recordPush(deps.db, {
    integrationId,
    updates: event.updates,
    deliveryKeys: [`body:${digestHook(body)}`, ...(id === null ? [] : [`id:${digestHook(id)}`])],
    by: `webhook:${delivery.provider}`,
  });
  if (outcome.outcome === 'released') return answer('released', null, outcome.releaseId);
  return answer('ignored', outcome.reason);
}

function answer(outcome: string, reason: string | null = null, releaseId: number | null = null): JsonResponse {
  return { status: 200, body: { outcome, reason, release_id: releaseId } };
}

function unverified(): AppError {
  return new AppError('webhook_unverified', 'The delivery does not prove that its sender knows the secret.');
}
