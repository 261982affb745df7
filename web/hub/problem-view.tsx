import type { ReactNode } from 'react';
import { problemOf } from '../api/problem.ts';
import { words } from '../text/en.ts';
import { Button } from '../ui/button.tsx';
import { CopyText } from '../ui/copy-text.tsx';
import { Notice } from '../ui/notice.tsx';

interface ProblemViewProps {
  /** What could not be done, as a sentence without the reason. */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}

/** A failure in the place of what failed: why, what to quote, and another try. */
export function ProblemView({ title, error, onRetry, children }: ProblemViewProps) {
  const problem = problemOf(error);
  const retry = onRetry && (
    <Button size="small" onClick={onRetry}>
      {words.tryAgain}
    </Button>
  );
  return (
    <Notice tone="bad" title={title} actions={retry}>
      <p>{problem.code === 'offline' ? words.offline : problem.message}</p>
      {problem.requestId && (
        <p>
          {words.requestId} <CopyText text={problem.requestId} label="the id of the request" />
        </p>
      )}
      {children}
    </Notice>
  );
}
