import { Type } from 'typebox';
import { setBuildSecret } from '../../../src/app/builds/edit-build-secrets.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { BuildSecretInputSchema, BuildSecretSchema } from '../../schemas/build-secret-schema.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const setBuildSecretRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations/{id}/build_secrets',
  operationId: 'setBuildSecret',
  summary:
    'Sets a secret, in place of an earlier one of its name, that builds of the integration have as a variable or a file of HOME, and runs never.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: BuildSecretInputSchema,
  errors: ['archived', 'not_found', 'secret_unreadable'],
  responses: { 200: { description: 'It, without its value.', schema: BuildSecretSchema } },
  handler({ deps, actor, params, body }) {
    const secret = { name: body.name, file: body.file ?? null, value: body.value };
    return inUnitOfWork(deps.db, async (unit) => {
      const stored = await setBuildSecret(unit, actor, deps.secrets, { integrationId: params.id, secret });
      return { status: 200, body: stored };
    });
  },
});
