import { useState } from 'react';
import { api, type Output, unwrap } from '../../api/client.ts';
import { type ApiProblem, problemOf } from '../../api/problem.ts';
import { rememberCsrfToken } from '../../api/session.ts';

export interface SignIn {
  /** What the form requests: first the password, then, of those who have one, the second factor. */
  readonly step: 'password' | 'second_factor';
  readonly isBusy: boolean;
  readonly problem: ApiProblem | null;
  readonly withPassword: (email: string, password: string) => Promise<void>;
  readonly withCode: (code: string) => Promise<void>;
}

/** Signing in, in one step or two; calls back when the person is in. */
export function useSignIn(onDone: () => void): SignIn {
  const [step, setStep] = useState<SignIn['step']>('password');
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = async (call: () => Promise<Output<'createSession'>>): Promise<void> => {
    setIsBusy(true);
    setProblem(null);
    try {
      const { state, csrf_token: token } = await call();
      rememberCsrfToken(token);
      if (state === 'active') onDone();
      else setStep('second_factor');
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setIsBusy(false);
    }
  };
  return {
    step,
    isBusy,
    problem,
    withPassword: (email, password) => run(() => unwrap(api.POST('/v2/session', { body: { email, password } }))),
    withCode: (code) => run(() => unwrap(api.POST('/v2/session/second_factor', { body: { code: code.trim() } }))),
  };
}
