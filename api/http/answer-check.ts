import type { Route, RouteAnswer } from './define-route.ts';
import { closeObjects, compileJson } from './validator.ts';

/** Compares each answer of a route with what the route declares. */
export function createAnswerCheck(route: Route, onFault: (fault: string) => void): (answer: RouteAnswer) => void {
  const checks = new Map(
    Object.entries(route.responses).map(([status, declared]) => {
      return [Number(status), declared.schema && compileJson(closeObjects(declared.schema))] as const;
    }),
  );
  return (answer) => {
    const check = checks.get(answer.status);
    if (check === undefined) return onFault(`${route.operationId} does not declare the status ${answer.status}`);
    if ('write' in answer || check === null) return;
    // As the client gets it: dates are text by then.
    for (const fault of check(JSON.parse(JSON.stringify(answer.body)))) {
      onFault(`${route.operationId} ${answer.status}: ${fault.pointer} ${fault.message}`);
    }
  };
}
