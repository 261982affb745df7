import { Runtime } from '@temporalio/worker';
import { useQuietTemporal } from '../../support/quiet-temporal.ts';

/** What mocha runs for `quiet-temporal.test.ts`: tests and a hook that have the SDK say something. */
describe('a suite', () => {
  useQuietTemporal();
  const { logger } = Runtime.instance();

  it('passes', () => {
    logger.info('chatter');
    logger.warn('warned while passing', { attempt: 1 });
    logger.error('told at once');
  });

  it('fails', () => {
    logger.warn('warned while failing', { attempt: 2 });
    throw new Error('on purpose');
  });
});

describe('a suite whose hook fails', () => {
  useQuietTemporal();
  before(() => {
    Runtime.instance().logger.warn('warned in a hook');
    throw new Error('on purpose');
  });

  it('is never reached', () => {});
});
