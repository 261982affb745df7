import { Type } from 'typebox';
import { listJobs } from '../../../src/db/stores/jobs/job-status-store.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { JobSchema, toJobJson } from '../../schemas/job-schema.ts';

export const listJobsRoute = defineRoute({
  method: 'get',
  path: '/v2/jobs',
  operationId: 'listJobs',
  summary: 'The background jobs of every process of the hub: when each ran last, what failed, when it runs next.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 200: { description: 'The jobs, by name.', schema: Type.Array(JobSchema) } },
  async handler({ deps }) {
    const jobs = await listJobs(deps.db);
    return { status: 200, body: jobs.map(toJobJson) };
  },
});
