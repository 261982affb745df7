import type { ConfigsToValidate } from './validate-configs.ts';
import type { MetadataToValidate } from './validate-metadata.ts';

/** One piece of work for a schema thread; `schemas` is the JSON text of a release's schemas. */
export type SchemaTask =
  | { readonly kind: 'compile'; readonly schemas: string }
  | { readonly kind: 'configs'; readonly schemas: string; readonly input: ConfigsToValidate }
  | { readonly kind: 'metadata'; readonly schemas: string; readonly input: MetadataToValidate };

/** What a thread says when it can take its first task; after that it answers each task with a ValidationResult. */
export const THREAD_READY = 'ready';
