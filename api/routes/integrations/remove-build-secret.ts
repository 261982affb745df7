import { Type } from 'typebox';
import { removeBuildSecret } from '../../../src/app/builds/edit-build-secrets.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { BuildSecretParams } from '../../schemas/build-secret-schema.ts';

export const removeBuildSecretRoute = defineRoute({
  method: 'delete',
  path: '/v2/integrations/{id}/build_secrets/{name}',
  operationId: 'removeBuildSecret',
  summary: 'Removes a build secret; the next build goes without it.',
  access: EDITORS,
  isPandium: false,
  params: BuildSecretParams,
  query: Type.Object({}),
  body: null,
  errors: ['archived', 'not_found', 'secret_unreadable'],
  responses: { 200: { description: 'The name of what was removed.', schema: Type.Object({ name: Type.String() }) } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      await removeBuildSecret(unit, actor, deps.secrets, { integrationId: params.id, name: params.name });
      return { status: 200, body: { name: params.name } };
    });
  },
});
