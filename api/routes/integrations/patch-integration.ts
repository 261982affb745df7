import { Type } from 'typebox';
import { type IntegrationPatch, patchIntegration } from '../../../src/app/integrations/patch-integration.ts';
import { findIntegration } from '../../../src/db/stores/integrations/integration-repository.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { readIfMatch } from '../../http/entity-tag.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { IdParams, Slug } from '../../schemas/common-schema.ts';
import { IntegrationSchema } from '../../schemas/integration-schema.ts';
import { integrationFields, toRetryPolicy } from './integration-body.ts';
import { moveDefaultRelease } from './move-default-release.ts';
import { toIntegrationResponse } from './to-integration-response.ts';

export const patchIntegrationRoute = defineRoute({
  method: 'patch',
  path: '/v2/integrations/{id}',
  operationId: 'patchIntegration',
  summary: 'Changes the given fields; If-Match guards against edits of others.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object(
    {
      ...integrationFields,
      name: Type.Optional(Slug),
      long_name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    },
    { $id: 'IntegrationPatch' },
  ),
  requestHeaders: ['If-Match'],
  errors: ['archived', 'conflict', 'name_taken', 'not_found', 'release_not_ready', 'rollout_running'],
  responses: { 200: { description: 'The integration as it is now.', schema: IntegrationSchema, headers: ['ETag'] } },
  async handler({ deps, actor, scope, params, body, headers }) {
    const patch: IntegrationPatch = withoutUndefined({
      name: body.name,
      longName: body.long_name,
      repositoryUrl: body.repository_url,
      repositoryTrackingBranch: body.repository_tracking_branch,
      repositoryPath: body.repository_path === null ? '' : body.repository_path,
      sourceConnectionId: body.source_connection_id,
      shortDescription: body.short_description,
      longDescription: body.long_description,
      externalLink: body.external_link,
      defaultReleaseChannel: body.default_release_channel,
      defaultReleaseId: body.default_release_id,
      limits: body.limits,
      runCap: body.run_cap,
      retryPolicy: body.retry_policy && toRetryPolicy(body.retry_policy),
      schedulePolicy: body.schedule && withoutUndefined(body.schedule),
    });
    const expectedVersion = readIfMatch(headers['if-match']);
    const { defaultReleaseId, ...rest } = patch;
    const started: number[] = [];
    const answer = await inUnitOfWork(deps.db, async (unit) => {
      started.length = 0;
      const old = await findIntegration(unit.em, scope, params.id);
      const isMove = defaultReleaseId !== undefined && old !== null && old.defaultReleaseId !== defaultReleaseId;
      const input = { id: params.id, patch: isMove && defaultReleaseId !== null ? rest : patch, expectedVersion };
      const rules = { ...deps.repositoryRules, maxima: deps.runLimits, scheduleSpreadS: deps.scheduleSpreadS };
      const integration = await patchIntegration(unit, actor, rules, input);
      if (!isMove) return toIntegrationResponse(unit, deps.runLimits, integration, 200);
      const rollout = await moveDefaultRelease(unit, actor, integration, defaultReleaseId);
      if (rollout !== null) started.push(rollout);
      unit.em.clear();
      const moved = (await findIntegration(unit.em, scope, params.id)) ?? integration;
      return toIntegrationResponse(unit, deps.runLimits, moved, 200);
    });
    for (const id of started) deps.rollouts.start(id);
    return answer;
  },
});
