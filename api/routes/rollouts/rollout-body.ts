import { type Static, Type } from 'typebox';
import type { RolloutRequest } from '../../../src/app/rollouts/create-rollout.ts';
import { checkSteps } from '../../../src/domain/rollouts/check-steps.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { Id, Nullable, OneOf } from '../../schemas/common-schema.ts';
import { GradualSchema } from '../../schemas/rollout-schema.ts';

const ChannelName = Type.String({ minLength: 1, maxLength: 63 });

/** Either a channel that moves with its followers, or tenants that are moved in bulk. */
export const RolloutBody = Type.Object(
  {
    release_id: Id,
    channel: Type.Optional(Nullable(ChannelName)),
    tenants: Type.Optional(
      Type.Object({
        ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100_000 })),
        following: Type.Optional(OneOf(['static', 'dynamic', 'latest'])),
        release_id: Type.Optional(Id),
      }),
    ),
    gradual: Type.Optional(Nullable(GradualSchema)),
  },
  { $id: 'RolloutInput' },
);

/** @throws AppError invalid_input */
function readGradual(gradual: Static<typeof GradualSchema> | null | undefined): RolloutRequest['gradual'] {
  if (!gradual) return null;
  const steps = gradual.steps.map((step) => ({ percent: step.percent, bakeSeconds: step.bake_seconds }));
  const issue = checkSteps(steps);
  if (issue !== null) throw invalid('/gradual/steps', issue);
  return { steps, failureLimit: { percent: gradual.failure_percent, minRuns: gradual.min_runs ?? 1 } };
}

/** @throws AppError invalid_input */
export function readRolloutRequest(
  integrationId: number,
  body: Static<typeof RolloutBody>,
  startedBy: string,
): RolloutRequest {
  const { channel = null, tenants } = body;
  if ((channel === null) === (tenants === undefined))
    throw invalid('/channel', 'name a channel or tenants, one of them');
  if (channel === 'Latest') throw invalid('/channel', 'Latest moves by itself with each ready release');
  const common = { integrationId, releaseId: body.release_id, gradual: readGradual(body.gradual), startedBy };
  if (channel !== null) return { ...common, cause: 'channel', channel, selection: null };
  const selection = {
    tenantIds: tenants?.ids ?? null,
    following: tenants?.following ?? (tenants?.ids ? null : ('static' as const)),
    releaseId: tenants?.release_id ?? null,
    toChannel: null,
  };
  return { ...common, cause: 'bulk', channel: null, selection };
}

function invalid(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The rollout is not valid.', { issues: [{ pointer, message }] });
}
