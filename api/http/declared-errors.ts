import { ROLES } from '../../src/domain/accounts/role.ts';
import { ERROR_CATALOGUE, type ErrorCode } from '../../src/errors/catalogue.ts';
import type { Route } from './define-route.ts';
import { toPandiumStatusCode } from './pandium-problem.ts';

/** Returns every error code that the route may return: its own, and those that follow from its input and its access rules. */
export function declaredErrors(route: Route): readonly ErrorCode[] {
  const { access, method, body } = route;
  const isWrite = method !== 'get';
  const headers = route.requestHeaders ?? [];
  const codes = new Set<ErrorCode>(['invalid_input', 'database_unavailable', 'internal', ...route.errors]);
  if (access.kind !== 'public') codes.add('unauthenticated').add('session_expired').add('second_factor_required');
  if (access.kind === 'second_factor') codes.add('forbidden');
  if (access.kind === 'roles' && (access.roles.length < ROLES.length || access.isForPeople)) codes.add('forbidden');
  if (isWrite && !route.readsAllHeaders) codes.add('csrf_refused');
  if (isWrite) codes.add('outcome_unknown').add('payload_too_large').add('unsupported_media_type');
  if (body !== null) codes.add('invalid_json');
  if (headers.includes('Idempotency-Key')) codes.add('idempotency_key_reused');
  if (headers.includes('If-Match')) codes.add('precondition_failed');
  return [...codes].sort();
}

/** The route's error codes, grouped by HTTP status. */
export function errorsByStatus(route: Route): ReadonlyMap<number, readonly ErrorCode[]> {
  return Map.groupBy(declaredErrors(route), (code) => {
    const { status } = ERROR_CATALOGUE[code];
    return route.isPandium ? toPandiumStatusCode(code, status) : status;
  });
}
