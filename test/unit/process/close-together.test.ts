import { expect } from 'chai';
import { pino } from 'pino';
import { closeTogether } from '../../../src/base/process/close-together.ts';
import { reportEnd } from '../../../src/base/process/report-end.ts';

const LONG_MS = 600_000;

describe('closing together', () => {
  it('ends when all parts are closed, long before its limit', async () => {
    const closed: string[] = [];
    const close = async (name: string): Promise<void> => void closed.push(name);
    expect(await closeTogether({ one: () => close('one'), two: () => close('two') }, LONG_MS)).to.deep.equal([]);
    expect(closed).to.deep.equal(['one', 'two']);
  });

  it('is held up neither by a part that fails nor by one that never ends, and names both', async () => {
    let isClosed = false;
    const parts = {
      'the relay': () => new Promise<never>(() => {}),
      'the database': () => Promise.reject(new Error('it is in use')),
      'the listener': async () => {
        isClosed = true;
      },
    };
    expect(await closeTogether(parts, 20)).to.deep.equal(['the relay', 'the database (it is in use)']);
    expect(isClosed).to.equal(true);
  });
});

describe('the last line of a process', () => {
  it('tells what is left, and that by the exit code too', () => {
    const told: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void told.push(line) });
    expect([reportEnd(logger, []), reportEnd(logger, ['run 7'])]).to.deep.equal([0, 1]);
    expect(told[0]).to.include('"msg":"ended"');
    expect(told[1]).to.include('"left":["run 7"]');
  });
});
