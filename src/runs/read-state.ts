import type { JsonObject } from '../domain/manifest/json-value.ts';
import { mergeMetadata } from '../domain/manifest/merge-metadata.ts';
import type { SchemaChecks } from '../domain/manifest/schema-checks.ts';
import { type ExitOutcome, hubFailure } from '../domain/runs/classify-exit.ts';
import type { StateLine } from '../domain/runs/parse-state-line.ts';
import type { RunContext } from './load-run-context.ts';

export type ReadState =
  | { readonly ok: true; readonly state: JsonObject | null }
  | { readonly ok: false; readonly outcome: ExitOutcome };

/** What a run that exited with 0 wants to keep: its last stdout line, held to the metadata schema (0.4 has none). */
export async function readState(schemas: SchemaChecks, context: RunContext, printed: StateLine): Promise<ReadState> {
  if (printed.reason === 'line_too_long') return refused('The last line of stdout is longer than 1 MiB.');
  if (printed.state === null) return { ok: true, state: null };
  const metadata = mergeMetadata(context.metadata, printed.state);
  const verdict = await schemas.validateMetadata(context.manifest, { metadata, isRequiredAsked: true });
  if (!verdict.ok) return refused(verdict.faults.map((fault) => fault.message).join(' '));
  return { ok: true, state: printed.state };
}

function refused(message: string): ReadState {
  const failure = { ...hubFailure('metadata_validation', message), exit_code: 0 };
  return { ok: false, outcome: { kind: 'failed', failure } };
}
