import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.ts';
import { buttonClass } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { PageHead } from '../ui/page-head.tsx';
import frame from './frame.module.css';
import { ProblemView } from './problem-view.tsx';
import { usePageTitle } from './use-page-title.ts';

/** There is nothing at this address, or nothing that this person may see. */
export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <div className={frame.page}>
      <PageHead title="There is nothing here" />
      <Empty
        title="Nothing at this address"
        text="It may have been archived or removed, or it belongs to somebody else."
        action={
          <Link to="/" className={buttonClass()}>
            Back to Home
          </Link>
        }
      />
    </div>
  );
}

/** A page that could not be drawn; navigation stays. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const isMissing = error instanceof ApiProblem && error.status === 404;
  usePageTitle(isMissing ? 'Not found' : 'Error');
  if (isMissing) return <NotFoundPage />;
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <div className={frame.page}>
      <PageHead title="This page could not be shown" />
      <ProblemView title="Something went wrong" error={error} onRetry={retry} />
    </div>
  );
}
