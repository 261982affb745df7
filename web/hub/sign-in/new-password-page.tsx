import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { FormProblem } from '../form-problem.tsx';
import { fieldError, useAction } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { DeadLink } from './dead-link.tsx';
import { OuterPage } from './outer-page.tsx';
import { PasswordField } from './password-field.tsx';
import { useLink } from './use-link.ts';

/** Sets the new password that was requested by e-mail. */
export function NewPasswordPage() {
  const { token, error } = useLink('reset', (linkToken) =>
    unwrap(api.POST('/v2/password_resets/read', { body: { token: linkToken } })),
  );
  const [password, setPassword] = useState('');
  const [isDone, setIsDone] = useState(false);
  const action = useAction();
  const save = () =>
    action.start(async () => {
      await unwrap(api.POST('/v2/password_resets/use', { body: { token, password } }));
      setIsDone(true);
    });
  usePageTitle('New password');
  if (error) return <DeadLink error={error} again="Ask for a new one on the sign-in page." />;
  if (isDone) {
    return (
      <OuterPage title="The password is set" text="All your sessions have ended. Sign in with the new one.">
        <Link to="/sign-in" className={buttonClass('primary')}>
          Sign in
        </Link>
      </OuterPage>
    );
  }
  return (
    <OuterPage title="New password" onSubmit={() => void save()}>
      <FormProblem title="The password was not set" problem={action.problem} fields={['password']} />
      <PasswordField value={password} onChange={setPassword} error={fieldError(action.problem, 'password')} />
      <Button type="submit" variant="primary" isBusy={action.isBusy} busyLabel="Saving…">
        Set password
      </Button>
    </OuterPage>
  );
}
