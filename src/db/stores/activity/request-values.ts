import { currentRequest } from '../../../base/request-context/request-context.ts';

/** Returns person, key, way, request id and address of the request under way, as the activity log stores them; nulls outside of one. */
export function requestValues(): readonly (string | number | null)[] {
  const request = currentRequest();
  if (request === null) return [null, null, null, null, null];
  return [request.userId, request.apiKeyId, request.via, request.requestId, request.address];
}
