import type { Readable } from 'node:stream';
import type { SandboxExit, SandboxProcess } from '../../adapters/sandbox/sandbox.ts';

export interface PipedProcess {
  readonly exit: SandboxExit;
  /** The end of what it wrote to stderr. */
  readonly stderr: string;
  /** What went wrong with the input itself, not with the process. */
  readonly inputError: unknown;
}

const KEPT_CHARACTERS = 2_000;

/** Gives `input` to a process and waits for its end; a process that ends early ends the reading, without destroying `input`. */
export async function pipeToSandbox(process: SandboxProcess, input: Readable): Promise<PipedProcess> {
  process.stdout.resume();
  const stderr = collectEnd(process.stderr);
  const inputError = await pipeInput(input, process);
  if (inputError !== null) process.terminate(0);
  const exit = await process.exited;
  return { exit, stderr: await stderr, inputError };
}

async function pipeInput(input: Readable, process: SandboxProcess): Promise<unknown> {
  const ended = { isTrue: false };
  const end = (): void => {
    ended.isTrue = true;
  };
  const exited = process.exited.then(end, end);
  process.stdin.on('error', () => undefined);
  try {
    for await (const chunk of input.iterator({ destroyOnReturn: false })) {
      if (ended.isTrue || process.stdin.destroyed) break;
      if (!process.stdin.write(chunk)) await Promise.race([drained(process), exited]);
    }
    return null;
  } catch (error) {
    return error;
  } finally {
    process.stdin.end();
  }
}

function drained(process: SandboxProcess): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      process.stdin.off('drain', done);
      process.stdin.off('close', done);
      resolve();
    };
    process.stdin.on('drain', done);
    process.stdin.on('close', done);
  });
}

/** The last characters of a stream. */
export async function collectEnd(stream: Readable): Promise<string> {
  let text = '';
  try {
    for await (const chunk of stream) text = (text + (chunk as Buffer).toString('utf8')).slice(-KEPT_CHARACTERS);
  } catch {
    // A destroyed pipe ends the text like its end does.
  }
  return text.trim();
}
