import { queryOptions } from '@tanstack/react-query';
import { api, type Output, unwrap } from '../../api/client.ts';

export type Mail = Output<'listMails'>[number];

const MAX_LISTED = 200;
const REFRESH_MS = 3_000;

export function mailsQuery() {
  return queryOptions({
    queryKey: ['mails'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/mails', { params: { query: { limit: MAX_LISTED } }, signal })),
    refetchInterval: REFRESH_MS,
  });
}

export function mailQuery(id: string) {
  return queryOptions({
    queryKey: ['mail', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/mails/{id}', { params: { path: { id } }, signal })),
  });
}
