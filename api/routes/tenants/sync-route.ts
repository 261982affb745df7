import { Type } from 'typebox';
import { isTenantHidden } from '../../../src/db/stores/tenants/tenant-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { acceptSync, SyncResponse, syncQuery } from '../../accept-sync.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { FreeObject, IdParams } from '../../schemas/common-schema.ts';

/** Pandium has two addresses for a sync of a tenant. */
export function defineSyncRoute(verb: 'sync' | 'run', summary: string): Route {
  const operationId = `${verb}Tenant`;
  return defineRoute({
    method: 'post',
    path: `/v2/tenants/{id}/${verb}`,
    operationId,
    summary,
    access: EDITORS,
    isPandium: true,
    params: IdParams,
    query: Type.Object({ ...syncQuery }),
    body: FreeObject,
    isBodyRequired: false,
    isBodyRaw: true,
    requestHeaders: ['Idempotency-Key'],
    errors: ['archived', 'no_default_release', 'no_ready_release', 'not_found', 'too_many_triggers'],
    responses: { 202: { description: 'Accepted.', schema: SyncResponse } },
    async handler(request) {
      const { deps, scope, params, query } = request;
      if (await isTenantHidden(deps.db, scope, params.id)) {
        throw new AppError('not_found', 'There is no tenant with this id.');
      }
      return acceptSync('syncTenant', request, params.id, query.mode);
    },
  });
}
