import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { rememberCsrfToken } from '../../api/session.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormProblem } from '../form-problem.tsx';
import { fieldError, useAction } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { DeadLink } from './dead-link.tsx';
import { OuterPage } from './outer-page.tsx';
import { PasswordField } from './password-field.tsx';
import { useLink } from './use-link.ts';

/** A person who was invited sets a password and is signed in. */
export function InvitationPage() {
  const { token, facts, error } = useLink('invitation', (linkToken) =>
    unwrap(api.POST('/v2/invitations/read', { body: { token: linkToken } })),
  );
  const [name, setName] = useState<string>();
  const [password, setPassword] = useState('');
  const action = useAction();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const accept = () =>
    action.start(async () => {
      const body = { token, password, ...(name !== undefined && { name }) };
      rememberCsrfToken((await unwrap(api.POST('/v2/invitations/accept', { body }))).csrf_token);
      queries.clear();
      await navigate({ to: '/', replace: true });
    });
  usePageTitle('Invitation');
  if (error) return <DeadLink error={error} again="Ask whoever invited you for a new one." />;
  return (
    <OuterPage
      title="You are invited"
      {...(facts && { text: `Set a password for ${facts.email}.` })}
      onSubmit={() => void accept()}
    >
      {!facts && <Skeleton lines={3} />}
      <FormProblem title="The invitation was not accepted" problem={action.problem} fields={['name', 'password']} />
      <TextField
        label="Your name"
        autoComplete="name"
        value={name ?? facts?.name ?? ''}
        onChange={setName}
        error={fieldError(action.problem, 'name')}
      />
      <PasswordField value={password} onChange={setPassword} error={fieldError(action.problem, 'password')} />
      <Button type="submit" variant="primary" isBusy={action.isBusy} busyLabel="Signing in…" disabled={!facts}>
        Set password and sign in
      </Button>
    </OuterPage>
  );
}
