import type { ApiProblem } from '../api/problem.ts';
import { Notice } from '../ui/notice.tsx';

interface FormProblemProps {
  /** What could not be done. */
  readonly title: string;
  readonly problem: ApiProblem | null;
  /** Paths of the fields that show their own errors. */
  readonly fields?: readonly string[];
}

/** What hinders a form from being saved, on top of it: the sentence, and errors that no field shows. */
export function FormProblem({ title, problem, fields = [] }: FormProblemProps) {
  if (!problem) return null;
  const others = problem.errors.filter(
    ({ pointer }) => !fields.some((path) => pointer.replace(/^\/body/, '') === `/${path}`),
  );
  return (
    <Notice tone="bad" title={title}>
      <p>{problem.message}</p>
      {others.length > 0 && (
        <ul>
          {others.map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`}>
              <code>{pointer.replace(/^\/body\//, '')}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
