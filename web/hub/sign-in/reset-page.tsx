import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormProblem } from '../form-problem.tsx';
import frame from '../frame.module.css';
import { fieldError, useAction } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { OuterPage } from './outer-page.tsx';

/** Asks for a link to a new password; what it says is the same whether the hub knows the address or not. */
export function ResetPage() {
  const [email, setEmail] = useState('');
  const [isSent, setIsSent] = useState(false);
  const action = useAction();
  const send = () =>
    action.start(async () => {
      await unwrap(api.POST('/v2/password_resets', { body: { email } }));
      setIsSent(true);
    });
  usePageTitle('Reset the password');
  if (isSent) {
    return (
      <OuterPage
        title="Look into your mail"
        text={`If the hub knows ${email}, a link to a new password is on its way.`}
      >
        <Link to="/sign-in" className={buttonClass()}>
          Sign in
        </Link>
      </OuterPage>
    );
  }
  return (
    <OuterPage title="Reset the password" text="You get a link by e-mail." onSubmit={() => void send()}>
      <FormProblem title="The link was not sent" problem={action.problem} fields={['email']} />
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        hasFocus
        isRequired
        value={email}
        onChange={setEmail}
        error={fieldError(action.problem, 'email')}
      />
      <Button type="submit" variant="primary" isBusy={action.isBusy} busyLabel="Sending…">
        Send link
      </Button>
      <Link to="/sign-in" className={frame.link}>
        Back to sign-in
      </Link>
    </OuterPage>
  );
}
