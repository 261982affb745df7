import { type Static, Type } from 'typebox';
import { type RerunChecks, rerunRun } from '../../../src/app/runs/rerun-run.ts';
import { checkConfigs, checkMetadata } from '../../../src/app/tenants/check-tenant-values.ts';
import { findRun, isRunInScope } from '../../../src/db/stores/runs/run-repository.ts';
import type { UnitOfWork } from '../../../src/db/unit-of-work.ts';
import type { Actor } from '../../../src/domain/accounts/role.ts';
import { configViewerOf } from '../../../src/domain/configs/config-viewer.ts';
import type { RerunChoice } from '../../../src/domain/runs/check-rerun.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { EDITORS } from '../../http/access.ts';
import type { ApiDeps } from '../../http/api-deps.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnce } from '../../http/write-once.ts';
import { FreeObject, IdParams, OneOf } from '../../schemas/common-schema.ts';
import { RunSchema } from '../../schemas/run-schema.ts';
import { toRunJsonWith } from './to-run-json-with.ts';

const ValueSource = OneOf(['original', 'current']);
const Choice = Type.Union([ValueSource, FreeObject], {
  description:
    'original (as the run had them, the default), current (as the tenant has them), or an object of your own',
});

export const rerunRunRoute = defineRoute({
  method: 'post',
  path: '/v2/runs/{id}/rerun',
  operationId: 'rerunRun',
  summary: 'Queues an ended run once more, with the payloads of its triggers; takes an Idempotency-Key.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object(
    {
      configs: Type.Optional(Choice),
      metadata: Type.Optional(Choice),
      release: Type.Optional(ValueSource),
    },
    { $id: 'RerunInput' },
  ),
  isBodyRequired: false,
  requestHeaders: ['Idempotency-Key'],
  errors: [
    'archived',
    'artifact_gone',
    'no_default_release',
    'no_ready_release',
    'no_snapshot',
    'not_found',
    'run_not_finished',
    'too_many_triggers',
  ],
  responses: { 202: { description: 'The new run.', schema: RunSchema } },
  async handler(request) {
    const { deps, actor, scope, params, body = {} } = request;
    const input = {
      runId: params.id,
      release: body.release ?? ('original' as const),
      configs: toChoice(body.configs),
      metadata: toChoice(body.metadata),
      createdBy: actor.name,
    };
    return writeOnce('rerunRun', request, async (unit) => {
      if (!(await isRunInScope(unit, scope, params.id))) throw notFound();
      const rerun = await rerunRun(unit, deps, rerunChecks(deps, actor, unit), input);
      if (rerun.isAdmitted) unit.afterCommit(() => deps.runStarter.start(rerun.runId));
      const record = await findRun(unit, deps.caps, scope, rerun.runId);
      if (!record) throw notFound();
      return { status: 202, body: toRunJsonWith(deps, scope)(record) };
    });
  },
});

/** Returns what edited values are held to, as the caller may set them. */
export function rerunChecks({ schemas }: ApiDeps, actor: Actor, unit: UnitOfWork): RerunChecks {
  const viewer = configViewerOf(actor.role);
  return {
    configs: async (values) => void (await checkConfigs(unit, schemas, { ...values, viewer, stored: {} })),
    metadata: async (values) => void (await checkMetadata(unit, schemas, values).catch(inMetadata)),
  };
}

function inMetadata(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error;
  const issues = error.issues.map(({ pointer, message }) => ({ pointer: `/metadata${pointer}`, message }));
  throw new AppError('invalid_input', error.message, { issues });
}

function toChoice(given: Static<typeof Choice> | undefined): RerunChoice {
  return typeof given === 'object' ? { edited: given } : (given ?? 'original');
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no run with this id.');
}
