import type { AppError } from '../../src/errors/app-error.ts';
import { declaredErrors } from './declared-errors.ts';
import { RESPONSE_HEADERS, type ResponseHeader } from './declared-headers.ts';
import type { DeclaredResponse, Route, RouteResponse } from './define-route.ts';
import { closeObjects, compileJson } from './validator.ts';

export interface ResponseCheck {
  response(response: RouteResponse): void;
  error(error: AppError): void;
}

/** Headers that are there whenever they are declared; the others depend on the request. */
const ALWAYS_SENT: readonly ResponseHeader[] = ['ETag', 'Location'];

/** Compares each response and each error of a route with what the route declares. */
export function createResponseCheck(route: Route, onIssue: (issue: string) => void): ResponseCheck {
  const bodies = new Map(
    Object.entries(route.responses).map(([status, declared]) => {
      return [Number(status), declared.schema && compileJson(closeObjects(declared.schema))] as const;
    }),
  );
  const errors = new Set(declaredErrors(route));
  const report = (issue: string): void => onIssue(`${route.operationId} ${issue}`);
  return {
    response: (response) => {
      const declared = route.responses[response.status];
      if (declared === undefined) return report(`does not declare the status ${response.status}`);
      checkHeaders(declared, response, report);
      const check = bodies.get(response.status);
      if ('write' in response || !check) return;
      // As the client gets it: dates are text by then.
      for (const issue of check(JSON.parse(JSON.stringify(response.body)))) {
        report(`${response.status}: ${issue.pointer} ${issue.message}`);
      }
    },
    error: ({ code }) => {
      if (!errors.has(code)) report(`does not declare the error ${code}`);
    },
  };
}

function checkHeaders(declared: DeclaredResponse, response: RouteResponse, report: (issue: string) => void): void {
  const sent = new Set(Object.keys(response.headers ?? {}));
  const names = declared.headers ?? [];
  for (const name of RESPONSE_HEADERS) {
    if (name === 'Idempotency-Replayed') continue;
    if (sent.has(name) && !names.includes(name)) report(`does not declare the header ${name}`);
    if (!sent.has(name) && names.includes(name) && ALWAYS_SENT.includes(name))
      report(`declares ${name} and sends none`);
  }
}
