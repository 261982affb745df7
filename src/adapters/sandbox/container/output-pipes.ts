import { execFileSync } from 'node:child_process';
import { chownSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

/** Named pipes for the output of a container, in a folder that is bound into it. */
export interface OutputPipes {
  readonly directory: string;
  readonly stdout: Socket;
  readonly stderr: Socket;
  /** Lets the end of the last writer inside be the end of the streams. */
  handOver(): void;
}

/** Where the folder of the pipes is inside. */
export const PIPES_PATH = '/hub/output';

/**
 * Makes both pipes for a user. In an engine's own stream both outputs share one connection, so that one reader waits for the
 * other, and all goes through three processes.
 */
export function openOutputPipes(parent: string, uid: number): OutputPipes {
  const directory = join(parent, 'output');
  mkdirSync(directory, { mode: 0o755 });
  const paths = ['out', 'err'].map((name) => join(directory, name));
  execFileSync('mkfifo', ['-m', '600', ...paths], { env: { PATH: '/usr/bin:/bin' } });
  for (const path of paths) chownSync(path, uid, uid);
  // Without a writer a reader would be at its end, and without a reader no writer could be opened alone.
  let held = paths.map((path) => openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
  const [stdout, stderr] = paths.map(readFrom) as [Socket, Socket];
  return {
    ...{ directory, stdout, stderr },
    handOver() {
      for (const fd of held) closeSync(fd);
      held = [];
    },
  };
}

function readFrom(path: string): Socket {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on('error', () => undefined);
  return socket;
}
