import { utf8SizeBytes } from '../manifest/config-environment.ts';
import { toPandiumStatus } from './pandium-status.ts';
import type { FailureClass } from './run-failure.ts';
import type { RunMode } from './run-lane.ts';
import type { RunPhase } from './run-phase.ts';

export interface RunTrigger {
  readonly id: number;
  readonly source: string;
  readonly mode: string;
  /** Null where it has no payload. */
  readonly payload: StoredPayload | null;
  readonly headers: Readonly<Record<string, string>> | null;
}

/** The payload of a trigger, which stays where it is stored until the run's files are written. */
export interface StoredPayload {
  /** The trigger that it is stored with: a rerun's copy has one of its own. */
  readonly triggerId: number;
  readonly sizeBytes: number;
}

export interface RunSummary {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly phase: RunPhase;
  readonly failureClass: FailureClass | null;
  readonly stdoutLine: string | null;
}

export interface RunEnvironmentInput {
  readonly environmentName: string;
  readonly runId: number;
  readonly mode: RunMode;
  readonly integrationId: number;
  readonly integrationName: string;
  readonly releaseNumber: number;
  readonly commitSha: string | null;
  readonly tenantId: number;
  readonly tenantName: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly triggers: readonly RunTrigger[];
  readonly last: RunSummary | null;
  readonly lastSuccessful: RunSummary | null;
}

export interface RunEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Content of the files that the variables name, by absolute path inside the sandbox. */
  readonly files: Readonly<Record<string, string>>;
  /** Payloads of triggers, by absolute path inside the sandbox. */
  readonly payloads: Readonly<Record<string, StoredPayload>>;
  /** One sentence for each thing that didn't fit into a variable. */
  readonly warnings: readonly string[];
}

const CONTEXT_DIRECTORY = '/hub/context';
/** Linux refuses one variable over 128 KiB with its name; larger values go to a file. */
const MAX_VALUE_BYTES = 96 * 1024;

/** Pandium's variable first, then how its documentation spells it. */
const STDOUT_NAMES = {
  LAST_RUN: ['PAN_CTX_LAST_RUN_STD_OUT', 'PAN_CTX_LAST_RUN_STDOUT'],
  LAST_SUCCESSFUL_RUN: [
    'PAN_CTX_LAST_SUCCESSFUL_RUN_STD_OUT',
    'PAN_CTX_LAST_SUCCESSFUL_RUN_STDOUT',
    'PAN_CTX_LAST_SUCESSFUL_RUN_STDOUT',
  ],
} as const;

/** The `PAN_CTX_*` variables of a run and the files they name. */
export function toRunEnvironment(input: RunEnvironmentInput): RunEnvironment {
  const metadataFile = `${CONTEXT_DIRECTORY}/metadata.json`;
  const variables: Record<string, string> = {
    PAN_CTX_INTEGRATION_ID: String(input.integrationId),
    PAN_CTX_INTEGRATION_NAME: input.integrationName,
    PAN_CTX_RELEASE_NUMBER: String(input.releaseNumber),
    ...(input.commitSha === null ? {} : { PAN_CTX_COMMIT_SHA: input.commitSha }),
    PAN_CTX_TENANT_ID: String(input.tenantId),
    PAN_CTX_TENANT_NAME: input.tenantName,
    PAN_CTX_ENV: input.environmentName,
    PAN_CTX_RUN_MODE: input.mode,
    PAN_CTX_RUN_ID: String(input.runId),
    PAN_CTX_TENANT_METADATA_FILE: metadataFile,
  };
  const files: Record<string, string> = { [metadataFile]: JSON.stringify(input.metadata) };
  const payloads: Record<string, StoredPayload> = {};
  const warnings: string[] = [];
  addTriggers(input.triggers, variables, files, payloads);
  addSummary('LAST_RUN', input.last, variables, files, warnings);
  addSummary('LAST_SUCCESSFUL_RUN', input.lastSuccessful, variables, files, warnings);
  return { variables, files, payloads, warnings };
}

function addTriggers(
  triggers: readonly RunTrigger[],
  variables: Record<string, string>,
  files: Record<string, string>,
  payloads: Record<string, StoredPayload>,
): void {
  const all = triggers.map((trigger) => toTriggerValue(trigger, payloads));
  const file = `${CONTEXT_DIRECTORY}/triggers.json`;
  files[file] = JSON.stringify(all);
  variables.PAN_CTX_RUN_TRIGGERS_FILE = file;
  variables.PAN_CTX_RUN_TRIGGERS = newestThatFit(all);
}

function toTriggerValue(trigger: RunTrigger, payloads: Record<string, StoredPayload>): object {
  const value = { id: String(trigger.id), source: trigger.source, mode: trigger.mode };
  if (trigger.payload === null) return value;
  const file = `${CONTEXT_DIRECTORY}/triggers/${trigger.id}`;
  payloads[file] = trigger.payload;
  return { ...value, payload: trigger.headers === null ? { file } : { file, headers: trigger.headers } };
}

function newestThatFit(triggers: readonly object[]): string {
  const kept: string[] = [];
  let size = 2;
  for (const trigger of [...triggers].reverse()) {
    const text = JSON.stringify(trigger);
    size += utf8SizeBytes(text) + 1;
    if (size > MAX_VALUE_BYTES) break;
    kept.unshift(text);
  }
  return `[${kept.join(',')}]`;
}

function addSummary(
  prefix: 'LAST_RUN' | 'LAST_SUCCESSFUL_RUN',
  summary: RunSummary | null,
  variables: Record<string, string>,
  files: Record<string, string>,
  warnings: string[],
): void {
  if (summary === null) return;
  variables[`PAN_CTX_${prefix}_START_TIME`] = toGoTime(summary.startedAt);
  variables[`PAN_CTX_${prefix}_COMPLETION_TIME`] = toGoTime(summary.finishedAt);
  variables[`PAN_CTX_${prefix}_PHASE`] = toPandiumStatus(summary.phase, summary.failureClass, true);
  const line = summary.stdoutLine ?? '{}';
  const isFitting = utf8SizeBytes(line) <= MAX_VALUE_BYTES;
  for (const name of STDOUT_NAMES[prefix]) variables[name] = isFitting ? line : '{}';
  if (isFitting) return;
  const file = `${CONTEXT_DIRECTORY}/${prefix.toLowerCase()}_std_out`;
  files[file] = line;
  variables[`PAN_CTX_${prefix}_STD_OUT_FILE`] = file;
  warnings.push(`PAN_CTX_${prefix}_STD_OUT is too large for a variable; it stands in the file ${file}.`);
}

/** `2021-07-24 20:04:21 +0000 UTC` */
function toGoTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}
