import type { ReleaseSchemas } from '../domain/manifest/manifest.ts';
import { type ValidationResult, validationResult } from '../domain/manifest/validation-result.ts';
import type { SchemaTask } from './schema-task.ts';
import { createThreadPool } from './thread-pool.ts';
import type { ConfigsToValidate } from './validate-configs.ts';
import type { MetadataToValidate } from './validate-metadata.ts';

export interface SchemaValidatorSettings {
  /** For compiling and checking together, per call; 2,000 unless set. */
  readonly timeLimitMs?: number;
  /** Threads; 1 unless set. */
  readonly poolSize?: number;
  /** Memory of one thread in MiB; 128 unless set. */
  readonly memoryLimitMb?: number;
}

/** Checks against partners' schemas; never throws because of a schema, and never takes longer than its limit. */
export interface SchemaValidator {
  /** Whether the schemas of a release can be used at all; asked when a release is built. */
  compile(schemas: ReleaseSchemas): Promise<ValidationResult>;
  validateConfigs(schemas: ReleaseSchemas, input: ConfigsToValidate): Promise<ValidationResult>;
  validateMetadata(schemas: ReleaseSchemas, input: MetadataToValidate): Promise<ValidationResult>;
  close(): Promise<void>;
}

export function createSchemaValidator(settings: SchemaValidatorSettings = {}): SchemaValidator {
  const { timeLimitMs = 2_000, poolSize = 1, memoryLimitMb = 128 } = settings;
  const entry = new URL('./schema-worker.ts', import.meta.url);
  const pool = createThreadPool<SchemaTask, ValidationResult>({ entry, poolSize, timeLimitMs, memoryLimitMb });
  const run = async (task: SchemaTask): Promise<ValidationResult> => {
    const answer = await pool.run(task);
    if (answer.kind === 'answer') return answer.answer;
    return validationResult([{ pointer: '', code: `schema_${answer.kind}`, message: SENTENCES[answer.kind] }]);
  };
  return {
    compile: (schemas) => run({ kind: 'compile', schemas: schemasText(schemas) }),
    validateConfigs: (schemas, input) => run({ kind: 'configs', schemas: schemasText(schemas), input }),
    validateMetadata: (schemas, input) => run({ kind: 'metadata', schemas: schemasText(schemas), input }),
    close: () => pool.close(),
  };
}

const SENTENCES = {
  too_slow: 'The schema of this release takes too long to check against; simplify it.',
  died: 'The schema of this release needs too much memory to check against; simplify it.',
  closed: 'The check was stopped because the hub is shutting down.',
} as const;

/** The three schemas and nothing else of what the caller holds, in one fixed order: the same text for the same release. */
function schemasText({ configSchema, configUiSchema, metadataSchema }: ReleaseSchemas): string {
  return JSON.stringify({ configSchema, configUiSchema, metadataSchema });
}
