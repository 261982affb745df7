/** One piece of work for a schema thread, as JSON text so that its size is known before a thread has to hold it. */
export interface SchemaTask {
  readonly kind: 'compile' | 'configs' | 'metadata';
  /** ReleaseSchemas. */
  readonly schemas: string;
  /** ConfigsToValidate or MetadataToValidate. */
  readonly input: string;
}

/** What a thread sends when it can take its first task; after that it returns a ValidationResult for each task. */
export const THREAD_READY = 'ready';
