import { Type } from 'typebox';
import { readBuildSecrets } from '../../../src/app/builds/build-secret-store.ts';
import { scopeOf } from '../../../src/domain/accounts/role.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { BuildSecretSchema } from '../../schemas/build-secret-schema.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { requireIntegration } from './require-integration.ts';

export const listBuildSecretsRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/build_secrets',
  operationId: 'listBuildSecrets',
  summary: "The names of the secrets that an integration's builds have; never their values.",
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found', 'secret_unreadable'],
  responses: { 200: { description: 'By name.', schema: Type.Array(BuildSecretSchema) } },
  async handler({ deps, actor, params }) {
    await requireIntegration(deps.db, scopeOf(actor), params.id);
    const secrets = await readBuildSecrets(deps.db, deps.secrets, params.id);
    return { status: 200, body: secrets.map(({ name, file }) => ({ name, file })) };
  },
});
