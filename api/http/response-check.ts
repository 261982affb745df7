import type { Route, RouteResponse } from './define-route.ts';
import { closeObjects, compileJson } from './validator.ts';

/** Compares each answer of a route with what the route declares. */
export function createResponseCheck(route: Route, onIssue: (issue: string) => void): (answer: RouteResponse) => void {
  const checks = new Map(
    Object.entries(route.responses).map(([status, declared]) => {
      return [Number(status), declared.schema && compileJson(closeObjects(declared.schema))] as const;
    }),
  );
  return (answer) => {
    const check = checks.get(answer.status);
    if (check === undefined) return onIssue(`${route.operationId} does not declare the status ${answer.status}`);
    if ('write' in answer || check === null) return;
    // As the client gets it: dates are text by then.
    for (const issue of check(JSON.parse(JSON.stringify(answer.body)))) {
      onIssue(`${route.operationId} ${answer.status}: ${issue.pointer} ${issue.message}`);
    }
  };
}
