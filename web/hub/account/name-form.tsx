import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FormProblem } from '../form-problem.tsx';
import { meQuery } from '../me.ts';
import { fieldError, useAction } from '../use-action.ts';

type User = NonNullable<Output<'getMe'>['user']>;

/** The person's name, as others see it. */
export function NameForm({ user }: { readonly user: User }) {
  const [name, setName] = useState(user.name);
  const action = useAction();
  const queries = useQueryClient();
  const save = () =>
    action.start(async () => {
      await unwrap(api.PATCH('/v2/me', { body: { name } }));
      await queries.invalidateQueries({ queryKey: meQuery().queryKey });
      showToast({ title: 'Saved' });
    });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Panel title="Name">
        <FormProblem title="It was not saved" problem={action.problem} fields={['name']} />
        <TextField
          label="Name"
          autoComplete="name"
          value={name}
          onChange={setName}
          error={fieldError(action.problem, 'name')}
        />
        <div>
          <Button type="submit" isBusy={action.isBusy} busyLabel="Saving…" disabled={name === user.name || name === ''}>
            Save name
          </Button>
        </div>
      </Panel>
    </form>
  );
}
