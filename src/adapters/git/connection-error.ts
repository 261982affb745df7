import { AppError } from '../../errors/app-error.ts';
import { GitError } from './git-error.ts';

const TLS_CODES = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;
const DNS_CODES = /^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/;

/** What went wrong on the way to a host, as one plain sentence; an abort comes back as the reason it was made with. */
export function connectionError(error: unknown, host: string, signal: AbortSignal): Error {
  if (signal.aborted) return signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError');
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (DNS_CODES.test(code))
    return new GitError('dns', `The host name of ${host} could not be resolved.`, { cause: error });
  if (TLS_CODES.test(code)) {
    return new GitError('tls', `The TLS certificate of ${host} was not accepted (${code}).`, { cause: error });
  }
  if (code.startsWith('HPE_')) {
    return new GitError('repository', `${host} does not speak HTTP on this port.`, { cause: error });
  }
  const sentence = SENTENCES[code] ?? `The connection to ${host} broke (${code || 'unknown reason'}).`;
  return new GitError('connect', sentence.replace('%', host), { cause: error });
}

const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: '% refuses connections on this port.',
  EHOSTUNREACH: '% can not be reached from the hub.',
  ENETUNREACH: '% can not be reached from the hub.',
  ETIMEDOUT: '% did not accept a connection in time.',
  ECONNRESET: '% closed the connection.',
};

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error) return String(error.code);
  return '';
}
