import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { setAccessKey } from '../../api/access-key.ts';
import { api, unwrap } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Logo } from '../shell/sidebar.tsx';
import { usePageTitle } from '../use-page-title.ts';
import { signInRoute } from './routes.ts';
import styles from './sign-in-page.module.css';

/** Where a person proves who they are. */
export function SignInPage() {
  const { back = '/' } = signInRoute.useSearch();
  const navigate = useNavigate();
  const [key, setKey] = useState('');
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  usePageTitle('Sign in');
  const signIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsBusy(true);
    setError(await checkKey(key.trim()));
    setIsBusy(false);
  };
  const checkKey = async (tried: string): Promise<string | undefined> => {
    if (tried === '') return 'Enter an API key.';
    setAccessKey(tried);
    try {
      await unwrap(api.GET('/v2/needs_attention', { params: { query: { limit: 1 } } }));
      await navigate({ to: back, replace: true });
      return undefined;
    } catch (cause) {
      setAccessKey(null);
      const problem = problemOf(cause);
      return problem.status === 401 ? 'The hub does not know this key.' : problem.message;
    }
  };
  return (
    <main className={styles.page}>
      <form className={styles.form} noValidate onSubmit={signIn}>
        <Logo />
        <h1>Sign in</h1>
        <TextField
          label="API key"
          hint="npm start printed where the owner’s key is kept."
          type="password"
          value={key}
          onChange={setKey}
          error={error}
          isMono
          hasFocus
          isRequired
        />
        <Button type="submit" variant="primary" isBusy={isBusy} busyLabel="Signing in…">
          Sign in
        </Button>
      </form>
    </main>
  );
}
