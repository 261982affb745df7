import { hash } from 'node:crypto';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import { unknownValidation, type ValidationResult, validationResult } from '../../domain/manifest/validation-result.ts';
import type { SchemaTask } from './schema-task.ts';
import { createThreadPool } from './thread-pool.ts';
import type { ConfigsToValidate } from './validate-configs.ts';
import type { MetadataToValidate } from './validate-metadata.ts';

export interface SchemaValidatorSettings {
  /** For compiling and checking together, per call; 2,000 unless set. */
  readonly timeLimitMs?: number;
  /** Threads; 1 unless set. */
  readonly poolSize?: number;
  /** Memory of one thread in MiB; 256 unless set. */
  readonly memoryLimitMb?: number;
  /** How long a check that was too slow or too large isn't made again; 5 minutes unless set. */
  readonly slowForMs?: number;
  /** For the hub's own log: an error that ended a thread. */
  readonly onError?: (error: unknown) => void;
}

/** Checks against partners' schemas; never throws because of a schema, and never takes longer than its limit. */
export interface SchemaValidator {
  /** Whether the schemas of a release can be used at all; called when a release is built. */
  compile(schemas: ReleaseSchemas): Promise<ValidationResult>;
  validateConfigs(schemas: ReleaseSchemas, input: ConfigsToValidate): Promise<ValidationResult>;
  validateMetadata(schemas: ReleaseSchemas, input: MetadataToValidate): Promise<ValidationResult>;
  close(): Promise<void>;
}

export function createSchemaValidator(settings: SchemaValidatorSettings = {}): SchemaValidator {
  const { timeLimitMs = 2_000, poolSize = 1, memoryLimitMb = 256, slowForMs = 300_000, onError = () => {} } = settings;
  const entry = new URL('./schema-worker.ts', import.meta.url);
  const slow = new SlowChecks(slowForMs);
  const pool = createThreadPool<SchemaTask, ValidationResult>({ entry, poolSize, timeLimitMs, memoryLimitMb, onError });
  const run = async (kind: SchemaTask['kind'], schemas: ReleaseSchemas, input: unknown): Promise<ValidationResult> => {
    const task: SchemaTask = { kind, schemas: schemasText(schemas), input: JSON.stringify(input) };
    // A thread that must allocate more than it has left at one stroke takes the whole process with it.
    if (task.schemas.length > MAX_TEXT_LENGTH || task.input.length > MAX_INPUT_LENGTH[kind]) return tooLarge();
    const turn = hash('sha256', task.schemas);
    if (slow.isKnown(turn, task.input.length)) return unknown('too_slow');
    const answer = await pool.run(task, turn);
    if (answer.kind === 'answer') return answer.answer;
    if (answer.kind !== 'closed') slow.add(turn, task.input.length);
    return unknown(answer.kind);
  };
  return {
    compile: (schemas) => run('compile', schemas, null),
    validateConfigs: (schemas, input) => run('configs', schemas, input),
    validateMetadata: (schemas, input) => run('metadata', schemas, input),
    close: () => pool.close(),
  };
}

/** Of the schemas; manifests allow less. */
const MAX_TEXT_LENGTH = 4 * 1024 * 1024;
/** Configs are checked together with the metadata, so that whatever metadata was taken leaves room for them. */
const MAX_INPUT_LENGTH = { compile: 16, metadata: MAX_TEXT_LENGTH, configs: 2 * MAX_TEXT_LENGTH } as const;

/** The same every time, so that it counts as a result. */
function tooLarge(): ValidationResult {
  const message = 'There is too much to check at once: 4 MiB are allowed.';
  return validationResult([{ pointer: '', code: 'schema_too_large', message }]);
}

function unknown(kind: keyof typeof SENTENCES): ValidationResult {
  return unknownValidation({ pointer: '', code: `schema_${kind}`, message: SENTENCES[kind] });
}

const MAX_SLOW = 1_000;

/** The releases whose checks were too slow lately, and for how long an input: a shorter one may still be quick enough. */
class SlowChecks {
  readonly #forMs: number;
  readonly #known = new Map<string, { readonly untilMs: number; readonly inputLength: number }>();

  constructor(forMs: number) {
    this.#forMs = forMs;
  }

  isKnown(release: string, inputLength: number): boolean {
    const known = this.#known.get(release);
    if (known === undefined || performance.now() > known.untilMs) return false;
    return inputLength >= known.inputLength;
  }

  add(release: string, inputLength: number): void {
    this.#known.delete(release);
    this.#known.set(release, { untilMs: performance.now() + this.#forMs, inputLength });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_SLOW && oldest !== undefined) this.#known.delete(oldest);
  }
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
