import { Type } from 'typebox';
import { createIntegration } from '../../../src/app/integrations/create-integration.ts';
import { toSchedulePolicy } from '../../../src/domain/schedules/schedule.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { writeOnce } from '../../http/write-once.ts';
import { Id, NoParams, Nullable, Slug } from '../../schemas/common-schema.ts';
import { IntegrationSchema, IntegrationType } from '../../schemas/integration-schema.ts';
import { integrationFields, toRetryPolicy } from './integration-body.ts';
import { toIntegrationResponse } from './to-integration-response.ts';

export const createIntegrationRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations',
  operationId: 'createIntegration',
  summary: 'Makes an integration; takes an Idempotency-Key.',
  access: EDITORS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object(
    {
      ...integrationFields,
      name: Slug,
      long_name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
      type: Type.Optional(IntegrationType),
      partner_id: Type.Optional(Nullable(Id)),
    },
    { $id: 'CreateIntegration' },
  ),
  requestHeaders: ['Idempotency-Key'],
  errors: ['name_taken'],
  responses: { 201: { description: 'The new integration.', schema: IntegrationSchema, headers: ['ETag'] } },
  async handler(request) {
    const { deps, actor, body } = request;
    if (body.default_release_id) throw noReleaseYet();
    const partnerId = actor.role === 'partner' ? actor.partnerId : (body.partner_id ?? null);
    if (actor.role === 'partner' && body.partner_id != null && body.partner_id !== partnerId) throw notYours();
    return writeOnce('createIntegration', request, async (unit) => {
      const integration = await createIntegration(
        unit,
        actor,
        { ...deps.repositoryRules, maxima: deps.runLimits },
        {
          partnerId,
          name: body.name,
          longName: body.long_name ?? body.name,
          type: body.type ?? 'Internal',
          repositoryUrl: body.repository_url ?? null,
          repositoryTrackingBranch: body.repository_tracking_branch ?? null,
          repositoryPath: body.repository_path ?? '',
          sourceConnectionId: body.source_connection_id ?? null,
          shortDescription: body.short_description ?? null,
          longDescription: body.long_description ?? null,
          externalLink: body.external_link ?? null,
          defaultReleaseChannel: body.default_release_channel ?? null,
          limits: body.limits ?? {},
          runCap: body.run_cap ?? null,
          retryPolicy: toRetryPolicy(body.retry_policy ?? {}),
          schedulePolicy: toSchedulePolicy(withoutUndefined(body.schedule ?? {})),
        },
      );
      return toIntegrationResponse(unit, deps.runLimits, integration, 201);
    });
  },
});

function noReleaseYet(): AppError {
  const issues = [{ pointer: '/default_release_id', message: 'a new integration has no release yet; set it later' }];
  return new AppError('invalid_input', 'The integration is not valid.', { issues });
}

function notYours(): AppError {
  const issues = [{ pointer: '/partner_id', message: 'is not the id of a partner' }];
  return new AppError('invalid_input', 'The integration is not valid.', { issues });
}
