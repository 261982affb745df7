/** Where a guarded request stopped. */
export type RequestErrorKind =
  | 'dns'
  /** The address, the port or the scheme is not allowed. */
  | 'refused'
  | 'connect'
  | 'tls'
  /** The server does not speak HTTP. */
  | 'protocol'
  | 'redirect'
  | 'size'
  | 'timeout'
  /** It sent something, and too little. */
  | 'rate';

/** A request got no usable response: `kind` says where it stopped, `message` is one sentence without any secret. */
export class RequestError extends Error {
  readonly kind: RequestErrorKind;

  constructor(kind: RequestErrorKind, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'RequestError';
    this.kind = kind;
  }
}
