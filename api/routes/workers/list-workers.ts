import { Type } from 'typebox';
import { listWorkers } from '../../../src/db/stores/workers/worker-store.ts';
import { HUB_READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { toWorkerJson, WorkerSchema } from '../../schemas/worker-schema.ts';

export const listWorkersRoute = defineRoute({
  method: 'get',
  path: '/v2/workers',
  operationId: 'listWorkers',
  summary: 'The workers of the hub: their slots, their platform and the toolchains that builds and runs find there.',
  access: HUB_READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 200: { description: 'The workers, by hostname.', schema: Type.Array(WorkerSchema) } },
  async handler({ deps }) {
    const workers = await listWorkers(deps.db);
    return { status: 200, body: workers.map(toWorkerJson) };
  },
});
