import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Time } from '../../ui/time.tsx';
import { attempt } from '../use-action.ts';
import styles from './sessions.module.css';

const sessionsQuery = {
  queryKey: ['me', 'sessions'],
  queryFn: () => unwrap(api.GET('/v2/me/sessions')),
};

/** Where the person is signed in, each with a way to end it. */
export function Sessions() {
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const end = (id: number) =>
    attempt('The session could not be ended', async () => {
      await unwrap(api.DELETE('/v2/me/sessions/{id}', { params: { path: { id } } }));
      await refresh();
    });
  const endOthers = () =>
    attempt('The sessions could not be ended', async () => {
      await unwrap(api.POST('/v2/me/sessions/revoke_others', {}));
      await refresh();
    });
  return (
    <Panel
      title="Sessions"
      isFlush
      actions={
        <Button size="small" disabled={sessions.length < 2} onClick={endOthers}>
          End all others
        </Button>
      }
    >
      <ul>
        {sessions.map((session) => (
          <li key={session.id} className={styles.row}>
            <span className={styles.agent}>{session.user_agent ?? 'Unknown browser'}</span>
            <span className={styles.facts}>
              {`${session.address ?? ''} · used `}
              <Time at={session.last_used_date} />
            </span>
            {session.is_current ? (
              <Tag>This one</Tag>
            ) : (
              <Button size="small" variant="ghost" onClick={() => end(session.id)}>
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
