import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import frame from '../frame.module.css';
import { usePageTitle } from '../use-page-title.ts';
import { OuterPage } from './outer-page.tsx';
import { signInRoute } from './routes.ts';
import { SignInFields, useSignInDraft } from './sign-in-form.tsx';
import { useSignIn } from './use-sign-in.ts';

/** Where a person proves who they are. */
export function SignInPage() {
  const { back = '/' } = signInRoute.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signIn = useSignIn(() => {
    queries.clear();
    void navigate({ to: back, replace: true });
  });
  const { draft, onChange, submit } = useSignInDraft(signIn);
  usePageTitle('Sign in');
  return (
    <OuterPage title={signIn.step === 'password' ? 'Sign in' : 'Second factor'} onSubmit={submit}>
      <SignInFields {...{ signIn, draft, onChange }} />
      {signIn.step === 'password' && (
        <Link to="/reset" className={frame.link}>
          Forgot the password?
        </Link>
      )}
    </OuterPage>
  );
}
