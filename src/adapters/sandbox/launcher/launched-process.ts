import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { readProcess } from '../../../base/process/read-process.ts';
import { signalProcess } from '../process-table.ts';

const ANSWER_TIMEOUT_MS = 15_000;

/** What bubblewrap reports: the init of the pid namespace, and the command's exit code once it was really started. */
export interface BubblewrapStatus {
  'child-pid'?: number;
  'exit-code'?: number;
}

/** How a launched process ended; both null where the launcher died before it could report it. */
export interface LaunchEnd {
  readonly exitCode: number | null;
  readonly signal: number | null;
}

/** A process that the launcher started, followed by its channel. */
export interface LaunchedProcess {
  readonly pid: number;
  /** With the pid it names the process for good. */
  readonly startTime: string;
  /** For orders, and for the arguments of bubblewrap after the last of them. */
  readonly channel: Duplex;
  readonly status: BubblewrapStatus;
  /** What it said on its way to a failure. */
  readonly failure: () => string;
  readonly ended: Promise<LaunchEnd>;
  readonly isAlive: () => boolean;
  /** Waits for a reply. @throws Error with the process's own output where it ended before */
  answer(expected: string): Promise<void>;
  kill(): void;
}

/** What a launched process is to be. */
export interface LaunchRequest {
  /** A sandbox in waiting, or the holder of a workspace's mount namespace. */
  readonly stage: 'slot' | 'workspace';
  readonly network: 'internet' | 'none';
  readonly diskBytes: number;
  /** Files that it joins its cgroups by. */
  readonly joinFiles: readonly string[];
  /** The same of its slirp4netns. */
  readonly networkJoinFiles: readonly string[];
}

/** The owner's end of the small process that launches its sandboxes; starting them from the hub itself would copy the hub's page tables each time. */
export interface Launcher {
  /** @throws Error where the launcher does not take it */
  launch(request: LaunchRequest): Promise<LaunchedProcess>;
  /** Kills everything that was launched and ends the launcher. */
  close(): Promise<void>;
}

/**
 * Follows a launch from its connection on; `onStuck` is called where the launcher doesn't respond at all.
 * @throws Error where no process came of it
 */
export async function followLaunch(channel: Socket, onStuck: () => void): Promise<LaunchedProcess> {
  const launch = new FollowedLaunch(channel);
  const timer = setTimeout(onStuck, ANSWER_TIMEOUT_MS);
  await launch.answer('started').finally(() => clearTimeout(timer));
  return launch;
}

class FollowedLaunch implements LaunchedProcess {
  pid = 0;
  startTime = '0';
  readonly channel: Socket;
  readonly status: BubblewrapStatus = {};
  readonly ended: Promise<LaunchEnd>;
  readonly #answers = new Set<string>();
  #wake: (() => void) | null = null;
  #end: LaunchEnd | null = null;
  #failure = '';
  #text = '';

  constructor(channel: Socket) {
    this.channel = channel;
    channel.on('data', (chunk: Buffer) => this.#read(chunk));
    // Only the writing side may stay open after the other's end; nothing reads what it writes.
    channel.once('end', () => channel.destroy());
    this.ended = new Promise((resolve) => {
      channel.once('close', () => {
        this.#end ??= { exitCode: null, signal: null };
        this.#wake?.();
        resolve(this.#end);
      });
    });
  }

  failure = (): string => this.#failure;

  isAlive = (): boolean => this.#end === null;

  async answer(expected: string): Promise<void> {
    const timer = setTimeout(() => {
      this.kill();
      this.channel.destroy();
    }, ANSWER_TIMEOUT_MS);
    try {
      while (!this.#answers.delete(expected)) {
        if (this.#end !== null)
          throw new Error(this.#failure || `the launched process ended before it had ${expected}`);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  kill(): void {
    if (this.isAlive() && this.pid > 0) signalProcess(this.pid, 'SIGKILL');
  }

  #read(chunk: Buffer): void {
    this.#text += chunk.toString('utf8');
    for (let end = this.#text.indexOf('\n'); end >= 0; end = this.#text.indexOf('\n')) {
      this.#take(this.#text.slice(0, end));
      this.#text = this.#text.slice(end + 1);
    }
  }

  #take(line: string): void {
    if (line.startsWith('{')) {
      Object.assign(this.status, JSON.parse(line));
      return;
    }
    const [word = '', ...rest] = line.split(' ');
    if (word === 'failed') this.#failure = rest.join(' ').trim();
    else if (word === 'ended') {
      const [exitCode = 0, signal = 0] = rest.map(Number);
      this.#end = signal > 0 ? { exitCode: null, signal } : { exitCode, signal: null };
    } else {
      if (word === 'started') this.#identify(Number(rest[0]));
      this.#answers.add(word);
    }
    this.#wake?.();
  }

  #identify(pid: number): void {
    this.pid = pid;
    this.startTime = readProcess(pid)?.startTime ?? '0';
  }
}
