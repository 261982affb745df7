import type { InputIssue } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/catalogue.ts';
import type { Problem } from './problem.ts';

/** One entry of FastAPI's list of what is wrong. */
export interface ValidationIssue {
  /** `body`, `query` or `path`, then the path to the value. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** On Pandium's operations `detail` is a list where the input is not valid; `message` stays a sentence. */
export type PandiumProblem = Omit<Problem, 'detail'> & { readonly detail: string | readonly ValidationIssue[] };

/** Returns the status that Pandium's servers return: 403 for a missing or wrong key. */
export function toPandiumStatusCode(code: ErrorCode, status: number): number {
  return code === 'unauthenticated' ? 403 : status;
}

/** @param path of the operation, whose ids have names of their own in Pandium's document */
export function toPandiumProblem(problem: Problem, path: string): PandiumProblem {
  const status = toPandiumStatusCode(problem.code, problem.status);
  if (status !== 422) return { ...problem, status };
  const issues = problem.errors.length > 0 ? problem.errors : [{ pointer: '', message: problem.detail }];
  return { ...problem, detail: issues.map((issue) => toValidationIssue(issue, path)) };
}

function toValidationIssue({ pointer, message }: InputIssue, path: string): ValidationIssue {
  const segments = pointer.split('/').slice(1).map(unescapePointer);
  const [place, ...rest] = segments;
  const way = place === 'query' || place === 'path' ? [place, ...rest] : ['body', ...segments];
  const loc = way.map((segment) => (place === 'path' && segment === 'id' ? idName(path) : toIndex(segment)));
  return { loc, msg: message, type: message === 'is required' ? 'missing' : 'value_error' };
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function toIndex(segment: string): string | number {
  return /^\d{1,9}$/.test(segment) ? Number(segment) : segment;
}

/** `/v2/tenants/{id}/runs` → `tenant_id` */
function idName(path: string): string {
  const collection = /(\w+)\/\{id\}/.exec(path)?.[1] ?? '';
  return `${collection.replace(/s$/, '')}_id`;
}
