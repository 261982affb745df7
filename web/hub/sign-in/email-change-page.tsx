import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { FormProblem } from '../form-problem.tsx';
import { useAction } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { OuterPage } from './outer-page.tsx';
import { useLinkToken } from './use-link-token.ts';

/** Confirms a new e-mail address; by a press, because mail programs open links by themselves. */
export function EmailChangePage() {
  const token = useLinkToken();
  const [isDone, setIsDone] = useState(false);
  const action = useAction();
  const confirm = () =>
    action.start(async () => {
      await unwrap(api.POST('/v2/email_changes/confirm', { body: { token } }));
      setIsDone(true);
    });
  usePageTitle('New e-mail address');
  if (isDone) {
    return (
      <OuterPage title="The address is changed" text="Sign in with it from now on.">
        <Link to="/" className={buttonClass('primary')}>
          Go to the hub
        </Link>
      </OuterPage>
    );
  }
  return (
    <OuterPage title="New e-mail address" text="Confirm that this address is yours." onSubmit={() => void confirm()}>
      <FormProblem title="It was not changed" problem={action.problem} />
      <Button type="submit" variant="primary" isBusy={action.isBusy} busyLabel="Confirming…">
        Confirm
      </Button>
    </OuterPage>
  );
}
