import { AppError } from '../../errors/app-error.ts';

/** @throws AppError invalid_input where the end of a pause has passed */
export function checkUntil(until: Date, now: Date): void {
  if (until > now) return;
  const issues = [{ pointer: '/until', message: 'has passed already; it has to lie in the future' }];
  throw new AppError('invalid_input', 'The pause is not valid.', { issues });
}
