import { Type } from 'typebox';
import { readGitHookDate } from '../../../src/db/stores/source-control/git-hook-repository.ts';
import { readRepositoryStatus } from '../../../src/db/stores/source-control/repository-status-repository.ts';
import { gitHookSecret } from '../../../src/domain/source-control/source-connection.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams, toTimeOrNull } from '../../schemas/common-schema.ts';
import { GitHookSchema } from '../../schemas/git-hook-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';

export const getGitHookRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/webhook',
  operationId: 'getGitHook',
  summary: "Whether a webhook reports pushes, and the last ones; never the webhook's address or secret.",
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The webhook.', schema: GitHookSchema } },
  async handler({ deps, scope, params }) {
    await requireIntegration(deps.db, scope, params.id);
    const status = await readRepositoryStatus(deps.db, params.id);
    const createdAt = await readGitHookDate(deps.db, gitHookSecret(params.id));
    const body = {
      has_webhook: status?.hasWebhook ?? false,
      created_date: toTimeOrNull(createdAt),
      last_delivery_date: toTimeOrNull(status?.lastDeliveryAt ?? null),
      last_push_date: toTimeOrNull(status?.lastPushAt ?? null),
    };
    return { status: 200, body };
  },
});
