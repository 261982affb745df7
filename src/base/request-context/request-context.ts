import { AsyncLocalStorage } from 'node:async_hooks';

/** Where a write came from: the activity log records it together with what was written. */
export interface RequestContext {
  readonly requestId: string;
  /** Null where it is not known. */
  readonly address: string | null;
  userId: number | null;
  apiKeyId: number | null;
  via: 'session' | 'api_key' | null;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work`; everything that it starts sees the context. */
export function withRequestContext<Result>(context: RequestContext, work: () => Result): Result {
  return storage.run(context, work);
}

/** Returns the context of the request under way, or null outside of one. */
export function currentRequest(): RequestContext | null {
  return storage.getStore() ?? null;
}
