import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, type Input, unwrap } from '../../api/client.ts';
import { type ApiProblem, problemOf } from '../../api/problem.ts';
import { showToast } from '../../ui/toast.tsx';

export interface SaveTenant {
  readonly isBusy: boolean;
  readonly problem: ApiProblem | null;
  /** By the config's name. */
  readonly fieldErrors: ReadonlyMap<string, string>;
  /** Saves unless another person did since the version given; null overwrites. Returns whether it was saved. */
  readonly start: (change: Input<'patchTenant'>, etag: string | null) => Promise<boolean>;
  readonly clear: () => void;
}

/** Saves a change of a tenant against the version that was shown. */
export function useSaveTenant(id: number): SaveTenant {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const queries = useQueryClient();
  const start: SaveTenant['start'] = async (body, etag) => {
    setIsBusy(true);
    setProblem(null);
    try {
      const params = { path: { id }, header: etag === null ? {} : { 'If-Match': etag } };
      const { warnings } = await unwrap(api.PATCH('/v2/tenants/{id}', { params, body }));
      const text = warnings.map(({ message }) => message).join(' ');
      showToast({ title: 'Settings saved', ...(text !== '' && { text }) });
      await queries.invalidateQueries({ queryKey: ['tenant', id] });
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  const fieldErrors = useMemo(() => errorsByConfig(problem), [problem]);
  return { isBusy, problem, fieldErrors, start, clear: () => setProblem(null) };
}

function errorsByConfig(problem: ApiProblem | null): ReadonlyMap<string, string> {
  const errors = new Map<string, string>();
  for (const { pointer, message } of problem?.errors ?? []) {
    const name = /\/configs\/([^/]+)/.exec(pointer)?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~');
    if (name !== undefined && !errors.has(name)) errors.set(name, message);
  }
  return errors;
}
