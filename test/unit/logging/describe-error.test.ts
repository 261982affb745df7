import { expect } from 'chai';
import { describeError, errorText } from '../../../src/base/logging/describe-error.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** As the driver throws it. */
const databaseError = (): Error =>
  Object.assign(new Error('invalid input syntax for type integer: "a stored value"'), {
    name: 'error',
    code: '22P02',
    detail: 'Key (email)=(someone@example.com) already exists.',
  });

describe('errors in the log', () => {
  it('keep their stack and every cause', () => {
    const low = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    const error = new AppError('temporal_unavailable', 'Temporal does not answer.', {
      cause: new Error('call', { cause: low }),
    });
    const described = describeError(error);
    expect(described).to.deep.include({
      name: 'AppError',
      code: 'temporal_unavailable',
      message: 'Temporal does not answer.',
    });
    expect(described.stack).to.match(/^at .*describe-error\.test\.ts/);
    expect(described.cause?.cause).to.include({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' });
    expect(errorText(error)).to.equal('Temporal does not answer: call: connect ECONNREFUSED 127.0.0.1:1');
  });

  it('never show what people stored: not the words of the database, as an error or as a cause', () => {
    const wrapped = new AppError('internal', 'The run could not be stored.', { cause: databaseError() });
    const driver = Object.assign(new Error('insert into users values (someone@example.com)'), {
      name: 'UniqueConstraintViolationException',
    });
    for (const error of [databaseError(), wrapped, driver]) {
      const all = JSON.stringify(describeError(error)) + errorText(error);
      expect(all).not.to.match(/stored value|someone@example\.com/);
    }
    expect(errorText(wrapped)).to.equal('The run could not be stored: error 22P02');
  });

  it('show nothing of a thrown object, and no endless chain of causes', () => {
    expect(errorText({ password: 'hunter2' })).to.equal('Something that is no error was thrown.');
    expect(errorText('a word')).to.equal('a word');
    const circle = new Error('again and again');
    circle.cause = circle;
    expect(errorText(circle)).to.equal('again and again');
  });

  it('keep the words of the operating system, whose codes look like those of the database', () => {
    const error = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    expect(describeError(error)).to.include({ message: 'write EPIPE', code: 'EPIPE' });
  });
});
