import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { isSessionExpired, onSessionChange } from '../../api/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SignInFields, useSignInDraft } from './sign-in-form.tsx';
import { useSignIn } from './use-sign-in.ts';

/** Asks for the sign-in where the session ended under an open page: what was typed in the page stays. */
export function SignInAgain() {
  const isExpired = useSyncExternalStore(onSessionChange, isSessionExpired);
  if (!isExpired) return null;
  return <SignInDialog />;
}

function SignInDialog() {
  const queries = useQueryClient();
  const signIn = useSignIn(() => void queries.invalidateQueries());
  const { draft, onChange, submit } = useSignInDraft(signIn);
  const leave = (): void => location.assign('/sign-in');
  return (
    <Dialog
      title="Your session has ended"
      description="Sign in to go on; nothing that you typed is lost."
      isOpen
      onClose={leave}
      onSubmit={submit}
    >
      <SignInFields {...{ signIn, draft, onChange }} />
    </Dialog>
  );
}
