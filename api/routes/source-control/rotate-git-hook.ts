import { Type } from 'typebox';
import { digestHook, makeHookToken } from '../../../src/adapters/git-hooks/hook-tokens.ts';
import { HOOK_USERNAME } from '../../../src/adapters/git-hooks/verify-hook.ts';
import { rotateGitHook } from '../../../src/app/source-control/rotate-git-hook.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';

const TOKENS = { make: makeHookToken, digest: digestHook };

/** Takes no Idempotency-Key: its response would have to be stored, and the secret with it. */
export const rotateGitHookRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations/{id}/webhook',
  operationId: 'rotateGitHook',
  summary: 'Makes a webhook address and secret in place of the old ones; the answer is the only place that shows them.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['archived', 'not_found'],
  responses: {
    201: {
      description: 'What to enter at the git host.',
      schema: Type.Object(
        {
          url: Type.String(),
          secret: Type.String({
            description: 'Secret or token; the password of basic authentication for Azure DevOps.',
          }),
          username: Type.String({ description: 'For basic authentication (Azure DevOps) only.' }),
        },
        { $id: 'CreatedGitHook' },
      ),
    },
  },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      const made = await rotateGitHook(unit, actor, { secrets: deps.secrets, tokens: TOKENS }, params.id);
      const url = `${deps.publicUrl}/hooks/git/${made.token}`;
      return { status: 201, body: { url, secret: made.secret, username: HOOK_USERNAME } };
    });
  },
});
