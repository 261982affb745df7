import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FormProblem } from '../form-problem.tsx';
import { PasswordField } from '../sign-in/password-field.tsx';
import { fieldError, useAction } from '../use-action.ts';

/** A new password ends all other sessions. */
export function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const action = useAction();
  const save = () =>
    action.start(async () => {
      await unwrap(api.POST('/v2/me/password', { body: { current_password: current, password: next } }));
      setCurrent('');
      setNext('');
      showToast({ title: 'Password changed', text: 'Your other sessions have ended.' });
    });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Panel title="Password">
        <FormProblem title="It was not changed" problem={action.problem} fields={['current_password', 'password']} />
        <TextField
          label="Your current password"
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={fieldError(action.problem, 'current_password')}
        />
        <PasswordField value={next} onChange={setNext} error={fieldError(action.problem, 'password')} />
        <div>
          <Button type="submit" isBusy={action.isBusy} busyLabel="Saving…" disabled={current === '' || next === ''}>
            Change password
          </Button>
        </div>
      </Panel>
    </form>
  );
}
