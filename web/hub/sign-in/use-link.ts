import { useQuery } from '@tanstack/react-query';
import { useLinkToken } from './use-link-token.ts';

/** Reads the link that led to this page: what it is for, or why it works no more. */
export function useLink<Facts>(name: string, read: (token: string) => Promise<Facts>) {
  const token = useLinkToken();
  const { data, error, isPending } = useQuery({
    queryKey: ['link', name, token],
    queryFn: () => read(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { token, facts: data, error, isPending };
}
