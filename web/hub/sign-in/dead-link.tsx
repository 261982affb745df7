import { Link } from '@tanstack/react-router';
import { problemOf } from '../../api/problem.ts';
import { buttonClass } from '../../ui/button.tsx';
import { OuterPage } from './outer-page.tsx';

/** A link that was used, replaced or has expired: what it was, and how one gets another. */
export function DeadLink({ error, again }: { readonly error: unknown; readonly again: string }) {
  return (
    <OuterPage title="This link does not work" text={`${problemOf(error).message} ${again}`}>
      <Link to="/sign-in" className={buttonClass()}>
        Sign in
      </Link>
    </OuterPage>
  );
}
