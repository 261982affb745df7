import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { OUTPUT_DESCRIPTOR } from './process-pool-settings.ts';

/** What a process of a pool does; `output` is opened by the tasks that write bytes. */
export type TaskHandler<Task, Result> = (task: Task, output: () => Writable) => Promise<Result>;

type Message<Setup, Task> = { readonly setup: Setup } | { readonly task: Task };

/**
 * Serves the tasks of the pool that started this process, until the pool or its process ends.
 * @param prepare makes the handler of what the pool sends first
 */
export function serveTasks<Setup, Task, Result>(prepare: (setup: Setup) => TaskHandler<Task, Result>): void {
  let handle: TaskHandler<Task, Result> | null = null;
  const output = (): Writable => createWriteStream('', { fd: OUTPUT_DESCRIPTOR });
  process.on('message', (message: Message<Setup, Task>) => {
    if ('setup' in message) {
      handle = prepare(message.setup);
      return;
    }
    // What it throws ends the process: the pool reports it.
    void handle?.(message.task, output).then((result) => process.send?.({ result }));
  });
  // The hub is gone: nothing that was started here outlives it.
  process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
}
