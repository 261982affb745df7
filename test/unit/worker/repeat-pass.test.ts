import { expect } from 'chai';
import { pino } from 'pino';
import { repeatPass } from '../../../worker/repeat-pass.ts';

describe('a repeated pass', () => {
  it('is done again after one that failed, which is told, and one at a time', async () => {
    const told: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void told.push(line) });
    let passes = 0;
    let atOnce = 0;
    const enough = Promise.withResolvers<void>();
    const pass = async (): Promise<void> => {
      passes += 1;
      atOnce += 1;
      expect(atOnce).to.equal(1);
      await new Promise((resolve) => setTimeout(resolve, 3));
      atOnce -= 1;
      if (passes === 1) throw new Error('the disk is away');
      if (passes === 3) enough.resolve();
    };
    const repeated = repeatPass({ name: 'a pass over old runs', everyMs: 1, pass }, logger);
    await enough.promise;
    await repeated.stop();
    expect(told).to.have.length(1);
    expect(told[0]).to.contain('a pass over old runs failed; it is tried again').and.contain('the disk is away');
  });

  it('is told to stop, and waited for', async () => {
    let isStopped = false;
    const pass = (signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          isStopped = true;
          resolve();
        });
      });
    await repeatPass({ name: 'a pass', everyMs: 60_000, pass }, pino({ level: 'silent' })).stop();
    expect(isStopped).to.equal(true);
  });
});
