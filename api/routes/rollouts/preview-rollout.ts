import { Type } from 'typebox';
import { previewRollout } from '../../../src/app/rollouts/preview-rollout.ts';
import { createReleaseSchemas } from '../../../src/app/rollouts/release-schemas.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { PreviewSchema } from '../../schemas/rollout-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';
import { RolloutBody, readRolloutRequest } from './rollout-body.ts';

const BOUNDS = { timeMs: 5_000, tenants: 20_000 };

export const previewRolloutRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations/{id}/rollouts/preview',
  operationId: 'previewRollout',
  summary:
    'What a rollout would do: affected tenants, schema changes, tenants whose configs do not fit. Changes nothing.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: RolloutBody,
  bodyLimitBytes: 2 * 1024 * 1024,
  errors: ['archived', 'not_found', 'release_not_ready'],
  responses: { 200: { description: 'The figures.', schema: PreviewSchema } },
  async handler({ deps, actor, scope, params, body }) {
    const integration = await requireIntegration(deps.db, scope, params.id);
    const input = readRolloutRequest(integration.id, body, actor.name);
    const use = { db: deps.db, schemas: deps.schemas, schemasOf: createReleaseSchemas(deps.db) };
    return { status: 200, body: await previewRollout(use, input, BOUNDS) };
  },
});
