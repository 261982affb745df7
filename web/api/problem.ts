/** One field that the hub did not accept. */
export interface FieldProblem {
  /** A JSON pointer, such as `/body/configs/channel`. */
  readonly pointer: string;
  readonly message: string;
}

interface ProblemFields {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: readonly FieldProblem[];
  readonly retryAfterS: number | null;
}

/** What the hub refused and why (RFC 9457), or that it could not be reached (`code` is then `offline`). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  /** For looking the request up in the hub's log. */
  readonly requestId: string | null;
  readonly errors: readonly FieldProblem[];
  readonly retryAfterS: number | null;

  constructor(fields: ProblemFields) {
    super(fields.detail);
    this.status = fields.status;
    this.code = fields.code;
    this.requestId = fields.requestId;
    this.errors = fields.errors;
    this.retryAfterS = fields.retryAfterS;
  }
}

/** Returns the problem that a response reports, whatever its body holds. */
export function toProblem(response: Response, body: unknown): ApiProblem {
  const { code, detail, errors } = (body ?? {}) as { code?: string; detail?: unknown; errors?: FieldProblem[] };
  const retryAfter = Number(response.headers.get('retry-after'));
  return new ApiProblem({
    status: response.status,
    code: code ?? `http_${response.status}`,
    detail: typeof detail === 'string' ? detail : `The hub answered with the status ${response.status}.`,
    requestId: response.headers.get('x-request-id'),
    errors: errors ?? [],
    retryAfterS: retryAfter > 0 ? retryAfter : null,
  });
}

/** Returns what a call failed with as a problem; a call that never got there is `offline`. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const detail = error instanceof TypeError ? 'The hub can’t be reached.' : String(error);
  const code = error instanceof TypeError ? 'offline' : 'client';
  return new ApiProblem({ status: 0, code, detail, requestId: null, errors: [], retryAfterS: null });
}
