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

const FIELDS = ['email', 'name', 'password', 'hub_name'];

/** The first owner, by the link that `npm start` printed. */
export function SetupPage() {
  const { token, facts, error } = useLink('setup', (linkToken) =>
    unwrap(api.POST('/v2/setup/read', { body: { token: linkToken } })),
  );
  const [draft, setDraft] = useState({ email: '', name: '', password: '', hub_name: '' });
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  const action = useAction();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const create = () =>
    action.start(async () => {
      const { hub_name: hubName, ...person } = draft;
      const body = { token, ...person, ...(hubName !== '' && { hub_name: hubName }) };
      rememberCsrfToken((await unwrap(api.POST('/v2/setup', { body }))).csrf_token);
      queries.clear();
      await navigate({ to: '/', replace: true });
    });
  usePageTitle('Set up the hub');
  if (error) return <DeadLink error={error} again="npm run owner-link makes a new one." />;
  return (
    <OuterPage
      title="Set up the hub"
      text="You become its owner: you can do everything, and invite others."
      onSubmit={() => void create()}
    >
      {!facts && <Skeleton lines={3} />}
      <FormProblem title="It was not set up" problem={action.problem} fields={FIELDS} />
      <TextField
        label="Your name"
        autoComplete="name"
        isRequired
        value={draft.name}
        onChange={(name) => set({ name })}
        error={fieldError(action.problem, 'name')}
      />
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        isRequired
        value={draft.email}
        onChange={(email) => set({ email })}
        error={fieldError(action.problem, 'email')}
      />
      <PasswordField
        value={draft.password}
        onChange={(password) => set({ password })}
        error={fieldError(action.problem, 'password')}
      />
      <TextField
        label="Name of the hub"
        hint="In e-mails and on its pages."
        placeholder={facts?.hub_name ?? ''}
        value={draft.hub_name}
        onChange={(name) => set({ hub_name: name })}
        error={fieldError(action.problem, 'hub_name')}
      />
      <Button type="submit" variant="primary" isBusy={action.isBusy} busyLabel="Creating…">
        Create the hub
      </Button>
    </OuterPage>
  );
}
