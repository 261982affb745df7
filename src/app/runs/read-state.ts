import { checkPrintedOptions } from '../../domain/configs/check-printed-options.ts';
import { listDynamicProperties } from '../../domain/manifest/dynamic-property.ts';
import type { JsonObject } from '../../domain/manifest/json-value.ts';
import { mergeMetadata } from '../../domain/manifest/merge-metadata.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import { type ExitOutcome, hubFailure } from '../../domain/runs/classify-exit.ts';
import type { StateLine } from '../../domain/runs/parse-state-line.ts';
import type { RunContext } from './load-run-context.ts';
import type { FetchedOptions } from './record-options.ts';

export type ReadState =
  | {
      readonly ok: true;
      readonly state: JsonObject | null;
      readonly options: FetchedOptions;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly outcome: ExitOutcome };

/**
 * What a run that exited with 0 wants to keep: its last stdout line, held to the metadata schema (0.4 has none). What can't
 * serve as options replaces nothing.
 */
export async function readState(schemas: SchemaChecks, context: RunContext, printed: StateLine): Promise<ReadState> {
  const { state, reason } = printed;
  if (reason === 'line_too_long') return refused('The last line of stdout is longer than 1 MiB.');
  if (state !== null) {
    const metadata = mergeMetadata(context.metadata, state);
    const decision = await schemas.validateMetadata(context.manifest, { metadata, isRequiredAsked: true });
    if (!decision.ok) return refused(decision.issues.map((issue) => issue.message).join(' '));
  }
  const judged = checkPrintedOptions(listDynamicProperties(context.manifest), context.mode, { state, reason });
  const { names, issue, warnings } = judged;
  const said = issue === null ? warnings : [...warnings.filter((one) => !issue.message.includes(one)), issue.message];
  return { ok: true, state: judged.state, options: { names, issue }, warnings: said };
}

function refused(message: string): ReadState {
  const failure = { ...hubFailure('metadata_validation', message), exit_code: 0 };
  return { ok: false, outcome: { kind: 'failed', failure } };
}
