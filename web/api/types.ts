import type { operations } from '../generated/openapi.ts';
import type { Output } from './client.ts';

/** The hub's operations, by `operationId`. */
export type OperationId = keyof operations;

export type Run = Output<'getRun'>;
export type RunPhase = Run['phase'];
export type Tenant = Output<'getTenant'>;
export type Integration = Output<'getIntegration'>;
export type Release = Output<'getRelease'>;
export type Rollout = Output<'getRollout'>;
export type Channel = Output<'listChannels'>[number];
export type SourceConnection = Output<'getSourceConnection'>;
export type ConfigForm = Output<'getTenantConfigs'>;
export type ConfigField = ConfigForm['fields'][number];
export type Schedule = NonNullable<Tenant['sync_schedule']>;
export type LogLine = Output<'listRunLogLines'>['lines'][number];
