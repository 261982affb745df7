import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import type { Integration } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import { attempt } from '../use-action.ts';
import { repositoryQuery, repositoryTestQuery } from './integration-queries.ts';

/** Shows whether the hub reaches the repository: each step, and the name of the one that fails. */
export function RepositoryTest({ integration }: { readonly integration: Integration }) {
  const queries = useQueryClient();
  const { data: test } = useQuery(repositoryTestQuery(integration.id));
  const { data: repository } = useQuery(repositoryQuery(integration.id));
  const start = () =>
    attempt('The test could not be started', async () => {
      await unwrap(api.POST('/v2/integrations/{id}/repository/test', { params: { path: { id: integration.id } } }));
      await queries.invalidateQueries({ queryKey: ['integration', integration.id, 'repository'] });
    });
  return (
    <Panel
      title="Connection"
      actions={
        <Button
          size="small"
          disabled={integration.repository_url === null}
          isBusy={test?.state === 'running'}
          busyLabel="Testing…"
          onClick={start}
        >
          Test connection
        </Button>
      }
    >
      {test?.state === 'passed' && (
        <Notice tone="info" title="The hub reaches the repository">
          <p>{`Commit ${test.commit_sha?.slice(0, 12) ?? ''}, manifest at ${test.manifest_path ?? 'PANDIUM.yaml'}.`}</p>
        </Notice>
      )}
      {test?.state === 'failed' && (
        <Notice tone="bad" title={`Failed at ${test.failed_step ?? 'an unknown step'}`}>
          <p>{test.message}</p>
        </Notice>
      )}
      {repository?.failure && test?.state !== 'failed' && (
        <Notice tone="bad" title={`Failed at ${repository.failure.step}`}>
          <p>{repository.failure.message}</p>
        </Notice>
      )}
      {repository && (
        <Facts
          facts={[
            { name: 'Head', value: repository.head_sha && <code>{repository.head_sha.slice(0, 12)}</code> },
            { name: 'Last push', value: repository.last_push_date && <Time at={repository.last_push_date} /> },
            { name: 'Last looked at', value: repository.polled_date && <Time at={repository.polled_date} /> },
            { name: 'Looked at again', value: repository.next_poll_date && <Time at={repository.next_poll_date} /> },
          ]}
        />
      )}
    </Panel>
  );
}
