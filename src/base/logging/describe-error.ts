/** An error as the hub's log shows it: where it arose and what caused it, and nothing that people stored. */
export interface ErrorDescription {
  readonly name: string;
  /** Left out for errors of the database: their messages repeat statements and stored values. */
  readonly message?: string;
  /** Of our own catalogue, of the operating system, or an SQLSTATE. */
  readonly code?: string;
  /** The frames alone: the message would repeat what was left out. */
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

const MAX_FRAMES = 12;
const MAX_CAUSES = 5;
const MAX_MESSAGE_CHARACTERS = 2_000;

const described = new WeakSet<object>();

/**
 * Returns an error with its stack and its causes, without values that people stored; a description as it is. The serializer of every `err`
 * in the log.
 */
export function describeError(error: unknown): ErrorDescription {
  if (typeof error === 'object' && error !== null && described.has(error)) return error as ErrorDescription;
  const description = describe(error, MAX_CAUSES);
  described.add(description);
  return description;
}

/** Returns an error in one line: its message and those of its causes, without values that people stored. */
export function errorText(error: unknown): string {
  const texts: string[] = [];
  for (let at: ErrorDescription | undefined = describeError(error); at; at = at.cause) {
    const text = at.message ?? (at.code === undefined ? at.name : `${at.name} ${at.code}`);
    if (!texts.some((known) => known.includes(text))) texts.push(text);
  }
  const last = texts.pop() ?? '';
  return [...texts.map((text) => text.replace(/\.$/, '')), last].join(': ');
}

function describe(error: unknown, causesLeft: number): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: textOf(error) };
  const code = codeOf(error);
  const stack = framesOf(error);
  return {
    name: error.name,
    ...(isOfDatabase(error, code) ? {} : { message: error.message.slice(0, MAX_MESSAGE_CHARACTERS) }),
    ...(code === undefined ? {} : { code }),
    ...(stack === '' ? {} : { stack }),
    ...(error.cause === undefined || causesLeft === 0 ? {} : { cause: describe(error.cause, causesLeft - 1) }),
  };
}

/** Objects that were thrown may hold anything, so only what is short and plain is shown. */
function textOf(thrown: unknown): string {
  const isPlain = typeof thrown === 'string' || typeof thrown === 'number' || thrown === undefined || thrown === null;
  return isPlain ? String(thrown).slice(0, MAX_MESSAGE_CHARACTERS) : 'Something that is no error was thrown.';
}

function codeOf(error: Error): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

const SQL_STATE = /^[0-9A-Z]{5}$/;

/** The driver's errors carry an SQLSTATE; MikroORM names its own `…Exception`. A code such as `EPIPE` is the operating system's. */
function isOfDatabase(error: Error, code: string | undefined): boolean {
  return (code !== undefined && SQL_STATE.test(code) && !/^E[A-Z]{4}$/.test(code)) || /Exception$/.test(error.name);
}

function framesOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim())
    .join('\n');
}
