import { Type } from 'typebox';
import { findTriggerState } from '../../../src/db/stores/runs/run-repository.ts';
import { toPandiumStatus } from '../../../src/domain/runs/pandium-status.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { Id } from '../../schemas/common-schema.ts';

const TriggerStatus = Type.Object({ status: Type.String(), run_id: Id }, { $id: 'TriggerStatus' });

export const getTriggerStatusRoute = defineRoute({
  method: 'get',
  path: '/v2/runs/triggers/{trigger_id}/status',
  operationId: 'getTriggerStatus',
  summary: "The status of a trigger's run, in Pandium's words.",
  access: READERS,
  isPandium: true,
  params: Type.Object({ trigger_id: Type.String({ pattern: '^[0-9]{1,40}$' }) }),
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: {
    200: { description: 'The status.', schema: TriggerStatus },
  },
  async handler({ deps, scope, params }) {
    const id = Number(params.trigger_id);
    const state = Number.isSafeInteger(id) ? await findTriggerState(deps.db, scope, id) : null;
    if (!state) throw new AppError('not_found', 'There is no trigger with this id.');
    return {
      status: 200,
      body: { status: toPandiumStatus(state.phase, state.failureClass, state.isStarted), run_id: state.runId },
    };
  },
});
