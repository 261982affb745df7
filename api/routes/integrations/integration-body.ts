import { type Static, Type } from 'typebox';
import type { RetryPolicy } from '../../../src/domain/runs/retry-policy.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { Id, Nullable, RunCap } from '../../schemas/common-schema.ts';
import { DefaultChannel, LimitsSchema, RetryPolicySchema } from '../../schemas/integration-schema.ts';
import { SchedulePolicyBody } from '../../schemas/schedule-schema.ts';

const Text = (maxLength: number) => Type.Optional(Nullable(Type.String({ maxLength })));

/** What creating and editing have in common. */
export const integrationFields = {
  repository_url: Text(2048),
  repository_tracking_branch: Text(255),
  repository_path: Type.Optional(Nullable(Type.String({ maxLength: 1024, description: 'Blank = the root.' }))),
  source_connection_id: Type.Optional(Nullable(Id)),
  short_description: Text(1000),
  long_description: Text(100_000),
  external_link: Text(2048),
  default_release_channel: Type.Optional(Nullable(DefaultChannel)),
  default_release_id: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }))),
  limits: Type.Optional(LimitsSchema),
  retry_policy: Type.Optional(RetryPolicySchema),
  run_cap: Type.Optional(RunCap),
  schedule: Type.Optional(SchedulePolicyBody),
};

/** The policy as it is kept; absent numbers are the hub's. */
export function toRetryPolicy(policy: Static<typeof RetryPolicySchema>): Partial<RetryPolicy> {
  return withoutUndefined({
    platformAttempts: policy.platform_attempts,
    integrationAttempts: policy.integration_attempts,
    timeoutAttempts: policy.timeout_attempts,
    oomAttempts: policy.oom_attempts,
    refreshAttempts: policy.refresh_attempts,
  });
}
