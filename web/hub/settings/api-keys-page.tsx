import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api, type Output, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Empty } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { attempt } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { apiKeysQuery } from './settings-queries.ts';
import styles from './source-control.module.css';

type ApiKey = Output<'listApiKeys'>[number];

/** Keys for machines: who made them, what they may do, when they were used last. */
export function ApiKeysPage() {
  const { data: keys, error, refetch } = useQuery(apiKeysQuery());
  const [isCreating, setIsCreating] = useState(false);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  usePageTitle('API keys');
  return (
    <div className={frame.page}>
      <PageHead
        title="API keys"
        actions={
          <Button variant="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setIsCreating(true)}>
            Create key
          </Button>
        }
      />
      {error && !keys && <ProblemView title="The keys could not be loaded" error={error} onRetry={refetch} />}
      {!keys && !error && <Skeleton lines={4} />}
      {keys && (
        <Panel isFlush>
          {keys.length === 0 && <Empty title="No key yet" text="Machines need a key; people sign in." />}
          <ul>
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoked(key)} />
            ))}
          </ul>
        </Panel>
      )}
      {isCreating && <CreateKeyDialog onClose={() => setIsCreating(false)} />}
      <RevokeKey apiKey={revoked} onClose={() => setRevoked(null)} />
    </div>
  );
}

function KeyRow({ apiKey, onRevoke }: { readonly apiKey: ApiKey; readonly onRevoke: () => void }) {
  const isRevoked = apiKey.revoked_date !== null;
  return (
    <li className={styles.keyRow} data-revoked={isRevoked || undefined}>
      <span className={styles.name}>
        {apiKey.name}
        <span className={styles.url}>{`${apiKey.prefix}…`}</span>
      </span>
      <span>
        <Tag>{apiKey.role}</Tag>
      </span>
      <span className={styles.small}>
        {apiKey.last_used_date ? (
          <>
            Used <Time at={apiKey.last_used_date} />
          </>
        ) : (
          'Never used'
        )}
      </span>
      <span className={styles.small}>
        {apiKey.expires_date ? (
          <>
            Expires <Time at={apiKey.expires_date} />
          </>
        ) : (
          'Does not expire'
        )}
      </span>
      {isRevoked ? (
        <Tag>Revoked</Tag>
      ) : (
        <Button size="small" variant="danger" onClick={onRevoke}>
          Revoke…
        </Button>
      )}
    </li>
  );
}

function RevokeKey({ apiKey, onClose }: { readonly apiKey: ApiKey | null; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const revoke = async (): Promise<void> => {
    if (!apiKey) return;
    const isDone = await attempt('The key could not be revoked', async () => {
      await unwrap(api.DELETE('/v2/api_keys/{id}', { params: { path: { id: apiKey.id } } }));
      await queries.invalidateQueries({ queryKey: apiKeysQuery().queryKey });
    });
    if (!isDone) throw new Error('The failure is shown already.');
  };
  return (
    <Confirm
      title={`Revoke ${apiKey?.name ?? ''}?`}
      text="Whatever uses it is refused from now on. It can’t be given back."
      actionLabel="Revoke key"
      busyLabel="Revoking…"
      isOpen={apiKey !== null}
      onClose={onClose}
      onConfirm={revoke}
    />
  );
}
