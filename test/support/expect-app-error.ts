import { expect } from 'chai';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/catalogue.ts';

/** Awaits `promise` and expects it to fail with an error of the catalogue; answers that error. */
export async function expectAppError(promise: Promise<unknown>, code: ErrorCode): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error, 'an error').to.be.instanceOf(AppError);
  expect((error as AppError).code).to.equal(code);
  return error as AppError;
}
