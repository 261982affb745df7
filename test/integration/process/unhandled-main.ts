import { argv, stdout } from 'node:process';
import { runMain } from '../../../src/base/process/run-main.ts';
import { untilSignal } from '../../../src/base/process/until-signal.ts';

// A process of the hub in which something fails that nobody awaits: before it waits for signals, while it runs, or while it ends.

const [, , moment] = argv;

const fail = (): void => {
  void Promise.reject(new Error('nobody awaits this', { cause: new Error('the reason') }));
};

runMain('test', async () => {
  if (moment === 'before') {
    fail();
    return new Promise<never>(() => {});
  }
  const ended = untilSignal();
  if (moment === 'running') fail();
  if (moment === 'thrown') setImmediate(() => throwIt());
  if (moment === 'ending') process.emit('SIGTERM', 'SIGTERM');
  const keepAlive = setInterval(() => {}, 1_000);
  await ended;
  clearInterval(keepAlive);
  if (moment === 'ending') {
    fail();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  stdout.write('closed in order\n');
  return 0;
});

function throwIt(): never {
  throw new Error('nobody catches this', { cause: new Error('the reason') });
}
