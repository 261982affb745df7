import { AppError } from '../../errors/app-error.ts';
import { RequestError } from './request-error.ts';

const TLS_CODES = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;
const DNS_CODES = /^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/;

/** Returns what went wrong on the way to a host, as one plain sentence; for an abort, the reason of the abort. */
export function connectionError(error: unknown, host: string, signal: AbortSignal): Error {
  if (signal.aborted) return signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError');
  if (error instanceof AppError || error instanceof RequestError) return error;
  const code = codeOf(error);
  if (DNS_CODES.test(code)) {
    return new RequestError('dns', `The host name of ${host} could not be resolved.`, { cause: error });
  }
  if (TLS_CODES.test(code)) {
    return new RequestError('tls', tlsSentence(code, host), { cause: error });
  }
  if (code.startsWith('HPE_')) {
    return new RequestError('protocol', `${host} does not speak HTTP on this port.`, { cause: error });
  }
  const sentence = SENTENCES[code] ?? `The connection to ${host} broke (${code || 'unknown reason'}).`;
  return new RequestError('connect', sentence.replace('%', host), { cause: error });
}

/** A server that does not speak TLS at all is an error in the URL, not in a certificate. */
function tlsSentence(code: string, host: string): string {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return `${host} does not speak TLS on this port (${code}): check the port, or whether the URL should start with http.`;
  }
  return `The TLS certificate of ${host} was not accepted (${code}).`;
}

const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: '% refuses connections on this port.',
  EHOSTUNREACH: '% cannot be reached from the hub.',
  ENETUNREACH: '% cannot be reached from the hub.',
  ETIMEDOUT: '% did not accept a connection in time.',
  ECONNRESET: '% closed the connection.',
};

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error) return String(error.code);
  return '';
}
