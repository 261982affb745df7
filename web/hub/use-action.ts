import { useState } from 'react';
import { type ApiProblem, problemOf } from '../api/problem.ts';
import { showToast } from '../ui/toast.tsx';

export interface Action {
  readonly isBusy: boolean;
  /** What the last try failed with, null once one succeeds or begins. */
  readonly problem: ApiProblem | null;
  /** Does the work once at a time; returns whether it was done. */
  readonly start: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** One thing that is done on the hub, with its state: for the button that starts it and the place that shows its failure. */
export function useAction(): Action {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const start = async (work: () => Promise<unknown>): Promise<boolean> => {
    setIsBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, problem, start };
}

/** Does something small at once and says in a toast what failed; for buttons without a place of their own for that. */
export async function attempt(failure: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    showToast({ tone: 'bad', title: failure, text: problemOf(error).message });
    return false;
  }
}

/** Returns what is wrong with one field of the body, by its name or path (`configs/channel`). */
export function fieldError(problem: ApiProblem | null, path: string): string | undefined {
  const pointer = `/body/${path}`;
  return problem?.errors.find((error) => error.pointer === pointer || error.pointer === `/${path}`)?.message;
}
