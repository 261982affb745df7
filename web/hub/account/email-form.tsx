import { useState } from 'react';
import { api, type Output, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormProblem } from '../form-problem.tsx';
import { fieldError, useAction } from '../use-action.ts';

type User = NonNullable<Output<'getMe'>['user']>;

/** A new address counts once it is confirmed from there. */
export function EmailForm({ user }: { readonly user: User }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const action = useAction();
  const send = () =>
    action.start(async () => {
      await unwrap(api.POST('/v2/me/email', { body: { email, current_password: password } }));
      setSentTo(email);
      setPassword('');
    });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Panel title="E-mail" hint={`Now ${user.email}`}>
        <FormProblem title="It was not changed" problem={action.problem} fields={['email', 'current_password']} />
        {sentTo && <Notice tone="info" title={`Confirm the new address by the link that was sent to ${sentTo}`} />}
        <TextField
          label="New e-mail"
          type="email"
          value={email}
          onChange={setEmail}
          error={fieldError(action.problem, 'email')}
        />
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={fieldError(action.problem, 'current_password')}
        />
        <div>
          <Button type="submit" isBusy={action.isBusy} busyLabel="Sending…" disabled={email === '' || password === ''}>
            Change e-mail
          </Button>
        </div>
      </Panel>
    </form>
  );
}
