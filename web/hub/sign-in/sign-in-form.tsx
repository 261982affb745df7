import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { SignIn } from './use-sign-in.ts';

interface SignInFieldsProps {
  readonly signIn: SignIn;
  /** What was typed, for the form around it to send. */
  readonly draft: SignInDraft;
  readonly onChange: (draft: SignInDraft) => void;
}

export interface SignInDraft {
  readonly email: string;
  readonly password: string;
  readonly code: string;
}

/** Returns what is typed at a sign-in, and the call that sends it. */
export function useSignInDraft(signIn: SignIn) {
  const [draft, onChange] = useState<SignInDraft>({ email: '', password: '', code: '' });
  const submit = (): void => {
    if (signIn.step === 'password') void signIn.withPassword(draft.email, draft.password);
    else void signIn.withCode(draft.code);
  };
  return { draft, onChange, submit };
}

/** The fields of a sign-in, with the button that sends them. */
export function SignInFields({ signIn, draft, onChange }: SignInFieldsProps) {
  const { step, isBusy, problem } = signIn;
  return (
    <>
      {problem && <Notice tone="bad" title={problem.message} />}
      {step === 'password' ? (
        <>
          <TextField
            label="E-mail"
            type="email"
            name="email"
            autoComplete="username"
            hasFocus
            isRequired
            value={draft.email}
            onChange={(email) => onChange({ ...draft, email })}
          />
          <TextField
            label="Password"
            type="password"
            name="password"
            autoComplete="current-password"
            isRequired
            value={draft.password}
            onChange={(password) => onChange({ ...draft, password })}
          />
        </>
      ) : (
        <TextField
          label="Code"
          hint="Six digits of your authenticator app, or a recovery code."
          autoComplete="one-time-code"
          hasFocus
          isMono
          isRequired
          value={draft.code}
          onChange={(code) => onChange({ ...draft, code })}
        />
      )}
      <Button type="submit" variant="primary" isBusy={isBusy} busyLabel="Signing in…">
        {step === 'password' ? 'Sign in' : 'Continue'}
      </Button>
    </>
  );
}
