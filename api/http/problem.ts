import { AppError, type InputIssue } from '../../src/errors/app-error.ts';
import { ERROR_CATALOGUE, type ErrorCode } from '../../src/errors/catalogue.ts';

/** RFC 9457 with our members; `message` repeats `detail` for Pandium's clients. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly message: string;
  readonly instance: string;
  readonly code: ErrorCode;
  readonly errors: readonly InputIssue[];
}

/** What the caller gets; nothing of an unforeseen error gets out. */
export function toProblem(error: AppError, requestId: string): Problem {
  const detail = withFirstReason(error);
  return {
    type: `urn:hubwright:error:${error.code}`,
    title: ERROR_CATALOGUE[error.code].title,
    status: error.status,
    detail,
    message: detail,
    instance: `urn:uuid:${requestId}`,
    code: error.code,
    errors: error.issues,
  };
}

/** A client that shows one sentence alone shows the reason too. */
function withFirstReason({ message, issues: [first] }: AppError): string {
  if (first === undefined || message.includes(first.message)) return message;
  const reason = `${first.pointer || 'It'} ${first.message}`;
  return `${message} ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`;
}

/** Any error as one of the catalogue. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { status, type, code } = (error ?? {}) as { status?: unknown; type?: unknown; code?: unknown };
  if (type === 'entity.too.large') return new AppError('payload_too_large', 'The body is too large.');
  if (type === 'encoding.unsupported') {
    return new AppError('unsupported_media_type', 'The content encoding of the body is not known.');
  }
  if (status === 400) return new AppError('invalid_input', 'The request could not be read.');
  // Text that PostgreSQL can't hold, numbers out of range: the input is wrong, wherever it slipped through.
  if (typeof code === 'string' && /^22(003|021|P02|P05)$/.test(code)) {
    return new AppError('invalid_input', 'The request holds a value that cannot be stored.', { cause: error });
  }
  return new AppError('internal', 'Something went wrong in the hub; its log says more.', { cause: error });
}
