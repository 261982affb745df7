import { posix } from 'node:path';
import type { SandboxFile, SandboxSpec } from '../../adapters/sandbox/sandbox.ts';
import type { Sql } from '../../db/sql.ts';
import { readPayload } from '../../db/stores/triggers/payload-store.ts';
import { checkEnvironmentSize } from '../../domain/manifest/check-environment-size.ts';
import { toConfigEnvironment } from '../../domain/manifest/config-environment.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import type { ReleaseToolchain } from '../../domain/releases/build-facts.ts';
import { hubFailure } from '../../domain/runs/classify-exit.ts';
import { SUPERVISOR_DEADLINE_MS } from '../../domain/runs/lease-times.ts';
import { type StoredPayload, toRunEnvironment } from '../../domain/runs/run-environment.ts';
import type { RunFailure } from '../../domain/runs/run-failure.ts';
import { effectiveLimits, type IntegrationLimits, type RunLimits } from '../../domain/runs/run-limits.ts';
import type { RunContext } from './load-run-context.ts';
import type { ReleaseFiles, RunToolchains } from './run-ports.ts';

export interface PrepareRunDeps {
  readonly db: Sql;
  readonly schemas: SchemaChecks;
  readonly releaseFiles: ReleaseFiles;
  readonly toolchains: RunToolchains;
  readonly environmentName: string;
  readonly limits: RunLimits;
}

export type PreparedRun =
  | { readonly kind: 'failed'; readonly failure: RunFailure; readonly warnings: readonly string[] }
  | {
      readonly kind: 'ready';
      readonly spec: SandboxSpec;
      readonly timeLimitMs: number;
      readonly warnings: readonly string[];
      release(): Promise<void>;
    };

/** Everything that is checked and gathered before a run's process starts; `secrets` are its `PAN_SEC_*` variables. */
export async function prepareRun(
  deps: PrepareRunDeps,
  context: RunContext,
  secrets: Readonly<Record<string, string>>,
  sandboxId: string,
): Promise<PreparedRun> {
  const decision = await deps.schemas.validateConfigs(context.manifest, {
    configs: context.configs,
    metadata: context.metadata,
    isRequiredAsked: context.mode !== 'init',
  });
  const warnings = decision.warnings.map((warning) => warning.message);
  const fail = (failure: RunFailure): PreparedRun => ({ kind: 'failed', failure, warnings });
  if (decision.isUnknown) return fail(hubFailure('platform', joinMessages(decision.issues), 'check_unavailable'));
  if (!decision.ok) return fail(hubFailure('config_validation', joinMessages(decision.issues)));

  const toolchain = await deps.toolchains.find(context.toolchain);
  if (!toolchain) return fail(hubFailure('platform', toolchainMissing(context.toolchain), 'toolchain_missing'));

  const configs = toConfigEnvironment(context.configs);
  if (configs.issues.length > 0) return fail(hubFailure('config_validation', joinMessages(configs.issues)));
  const own = toRunEnvironment({ ...context, environmentName: deps.environmentName });
  const env = {
    ...toolchain.env,
    ...configs.env,
    ...own.variables,
    ...secrets,
    TRACEPARENT: traceParent(context.traceId, sandboxId),
  };
  const size = checkEnvironmentSize(env);
  if (!size.ok) return fail(hubFailure('config_validation', size.message ?? 'The environment is too large.'));

  if (context.artifactDigest === null) return fail(hubFailure('platform', ARTIFACT_MISSING, 'artifact_missing'));
  const files = await deps.releaseFiles.acquire(context.artifactDigest);
  const limits = effectiveLimits(deps.limits, context.limits as IntegrationLimits);
  const spec: SandboxSpec = {
    id: sandboxId,
    command: context.manifest.run,
    workingDirectory: folderOf(context.manifestPath),
    env,
    volume: { kind: 'copy-of', directory: files.directory },
    mounts: toolchain.mounts,
    ...(toolchain.image === undefined ? {} : { image: toolchain.image }),
    files: { ...toBytes(own.files), ...toFiles(deps.db, own.payloads) },
    network: { kind: 'internet', openHosts: context.egress.opened, allowedHosts: context.egress.allowed },
    limits,
    deadlineMs: SUPERVISOR_DEADLINE_MS,
  };
  return {
    kind: 'ready',
    spec,
    timeLimitMs: limits.timeMs,
    warnings: [...warnings, ...own.warnings],
    release: () => files.release(),
  };
}

const ARTIFACT_MISSING = 'The artifact of the release is missing: rebuild the release.';

function toolchainMissing(recorded: unknown): string {
  const { language, version, driver, os, arch, libc } = { ...(recorded as Partial<ReleaseToolchain> | null) };
  return `This worker does not have the toolchain that the release was built with (${language} ${version}, ${driver} on ${os} ${arch}, ${libc}): install it on the worker's machine, where it is found without a restart, or rebuild the release.`;
}

function joinMessages(issues: readonly { readonly message: string }[]): string {
  return issues.map((issue) => issue.message).join(' ');
}

function folderOf(manifestPath: string): string {
  const folder = posix.dirname(manifestPath);
  return folder === '.' ? '' : folder;
}

function toBytes(files: Readonly<Record<string, string>>): Record<string, SandboxFile> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
}

/** Payloads are read when they are written, one after the other: a run may bundle more than the hub can hold. */
function toFiles(sql: Sql, payloads: Readonly<Record<string, StoredPayload>>): Record<string, SandboxFile> {
  return Object.fromEntries(
    Object.entries(payloads).map(([path, { triggerId, sizeBytes }]) => {
      const read = async (): Promise<Uint8Array> => (await readPayload(sql, triggerId)) ?? Buffer.alloc(0);
      return [path, { sizeBytes, read }];
    }),
  );
}

/** W3C trace context; every attempt of a run belongs to one trace. */
function traceParent(traceId: string, sandboxId: string): string {
  const spanId = (Number(sandboxId.replace(/\D/g, '')) || 1).toString(16).padStart(16, '0').slice(-16);
  return `00-${traceId}-${spanId}-01`;
}
