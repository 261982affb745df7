import type { Wait } from '../runs/explain-wait.ts';
import type { FailureClass, RunFailure } from '../runs/run-failure.ts';

export const ATTENTION_KINDS = [
  'failing',
  'init_failed',
  'held',
  'reconnect',
  'waiting',
  'broken_build',
  'unreachable_repository',
] as const;

export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** What is known of something that needs attention. */
export type AttentionFacts =
  | { readonly kind: 'failing'; readonly tenant: string; readonly failures: number; readonly failure: RunFailure }
  | { readonly kind: 'init_failed'; readonly tenant: string; readonly error: string }
  | { readonly kind: 'held'; readonly tenant: string }
  | { readonly kind: 'reconnect'; readonly owner: string; readonly connector: string }
  | { readonly kind: 'waiting'; readonly tenant: string; readonly runId: number; readonly wait: Wait | null }
  | { readonly kind: 'broken_build'; readonly integration: string; readonly release: number; readonly error: string }
  | { readonly kind: 'unreachable_repository'; readonly integration: string; readonly error: string };

/** One sentence: what is wrong, and what to do about it. */
export function describeAttention(facts: AttentionFacts): string {
  switch (facts.kind) {
    case 'failing':
      return `${failedRuns(facts)} (${clause(facts.failure.message)}): ${adviceOn(facts.failure)}.`;
    case 'init_failed':
      return `The init sync of ${facts.tenant} failed, so its options are missing or old (${clause(facts.error)}): correct that and refresh its configs.`;
    case 'held':
      return `${facts.tenant} is held on its release because its configs do not fit the new one: complete its configs, and it moves on.`;
    case 'reconnect':
      return `The connection of ${facts.owner} to ${facts.connector} can no longer be refreshed: reconnect it.`;
    case 'waiting':
      return `Run ${facts.runId} of ${facts.tenant} waits for ${WAITS[facts.wait ?? 'a worker']}.`;
    case 'broken_build':
      return `Release ${facts.release} of ${facts.integration} was not built, so nothing newer reaches its tenants (${clause(facts.error)}): correct it and build again.`;
    case 'unreachable_repository':
      return `The repository of ${facts.integration} can't be read, so pushes to it make no releases (${clause(facts.error)}): check its URL, branch and credential.`;
  }
}

function failedRuns({ tenant, failures }: { readonly tenant: string; readonly failures: number }): string {
  return failures === 1 ? `The last run of ${tenant} failed` : `The last ${failures} runs of ${tenant} failed`;
}

/** A sentence as a part of another one. */
function clause(sentence: string): string {
  return sentence.trim().replace(/\.$/, '');
}

const ADVICE: Readonly<Record<FailureClass, string>> = {
  integration: 'read its log and correct the integration',
  oom: 'raise its memory limit, or have the integration use less',
  timeout: 'raise its time limit, or have the integration do less at once',
  refresh: 'reconnect the tenant',
  config_validation: "correct the tenant's configs",
  metadata_validation: 'correct the state that the integration prints, or its metadata schema',
  platform: "check the hub's workers and their logs",
};

function adviceOn({ class: failureClass, reason }: RunFailure): string {
  if (reason === 'artifact_missing' || reason === 'toolchain_missing') return 'rebuild the release';
  if (reason === 'storage_full') return "free disk space on the hub's machine";
  return ADVICE[failureClass];
}

const WAITS: Readonly<Record<Wait, string>> = {
  'tenant busy': 'another run of the same tenant: wait for it, or cancel it',
  'integration cap': "the cap of its integration's runs: raise it, or wait",
  'partner cap': "the cap of its partner's runs: raise it, or wait",
  'hub cap': "the hub's cap of runs: raise it, or wait",
  'a free slot': 'a free slot: add a worker, or raise its slots',
  paused: 'its tenant to be resumed',
  'no worker': 'a worker, and none is there: start one',
  'Temporal away': 'Temporal, which does not answer: bring it back',
  'next attempt': 'its next attempt: read what its log says of the last one',
  'a worker': 'a worker to take it: check the workers and their logs',
};
