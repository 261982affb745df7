import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ellipsis, GitBranch, Plus } from 'lucide-react';
import { useState } from 'react';
import type { SourceConnection } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { usePageTitle } from '../use-page-title.ts';
import { BuildNowButton } from './build-now-button.tsx';
import { RemoveConnection } from './remove-connection.tsx';
import { sourceConnectionsQuery } from './settings-queries.ts';
import { SourceConnectionDialog } from './source-connection-dialog.tsx';
import styles from './source-control.module.css';
import { PROVIDERS, REPOSITORY_STATUSES } from './source-control-words.ts';

/** Git hosts that the hub reads from, and the repositories under each. */
export function SourceControlPage() {
  const { data: connections, error, refetch } = useQuery(sourceConnectionsQuery());
  const [dialog, setDialog] = useState<SourceConnection | 'new' | null>(null);
  const [removed, setRemoved] = useState<SourceConnection | null>(null);
  usePageTitle('Source Control');
  const add = (
    <Button variant="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setDialog('new')}>
      Add connection
    </Button>
  );
  return (
    <div className={frame.page}>
      <PageHead title="Source Control" actions={add} />
      {error && !connections && (
        <ProblemView title="The connections could not be loaded" error={error} onRetry={refetch} />
      )}
      {!connections && !error && <Skeleton shape="panel" lines={3} />}
      {connections?.length === 0 && (
        <Empty
          title="No connection yet"
          text="Connect a git host once and use it in many integrations. Public repositories need none."
          action={add}
        />
      )}
      {connections?.map((connection) => (
        <Connection
          key={connection.id}
          connection={connection}
          onEdit={() => setDialog(connection)}
          onRemove={() => setRemoved(connection)}
        />
      ))}
      {dialog && (
        <SourceConnectionDialog connection={dialog === 'new' ? null : dialog} onClose={() => setDialog(null)} />
      )}
      <RemoveConnection connection={removed} onClose={() => setRemoved(null)} />
    </div>
  );
}

interface ConnectionProps {
  readonly connection: SourceConnection;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Connection({ connection, onEdit, onRemove }: ConnectionProps) {
  const { name, provider, host, has_secret: hasSecret, repositories } = connection;
  return (
    <Panel
      title={name}
      hint={[PROVIDERS[provider], host, hasSecret ? 'with a token' : 'without a token'].join(' · ')}
      isFlush
      actions={
        <Menu
          trigger={<IconButton label={`Actions of ${name}`} icon={<Ellipsis size={16} />} />}
          items={[
            { label: 'Edit…', onSelect: onEdit },
            { label: 'Remove…', isDanger: true, onSelect: onRemove },
          ]}
        />
      }
    >
      {repositories.length === 0 && <p className={styles.none}>No integration uses it yet.</p>}
      <ul>
        {repositories.map((repository) => (
          <li key={repository.integration_id} className={styles.row}>
            <GitBranch size={15} aria-hidden="true" />
            <span className={styles.name}>
              <Link to="/integrations/$integrationId/repository" params={{ integrationId: repository.integration_id }}>
                {repository.integration_name}
              </Link>
              <span className={styles.url}>{repository.repository_url}</span>
            </span>
            <span title={repository.failure?.message}>
              <Status display={REPOSITORY_STATUSES[repository.status]} />
            </span>
            <span className={styles.time}>
              {repository.last_push_date ? <Time at={repository.last_push_date} /> : 'No push seen'}
            </span>
            <BuildNowButton integrationId={repository.integration_id} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
