import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { attempt } from '../use-action.ts';
import { gitHookQuery } from './integration-queries.ts';

type Created = Output<'rotateGitHook', 201>;

/** The address to which the git host reports pushes; its secret is shown once. */
export function RepositoryHook({ integrationId }: { readonly integrationId: number }) {
  const { data: hook } = useQuery(gitHookQuery(integrationId));
  const [created, setCreated] = useState<Created | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const queries = useQueryClient();
  const rotate = async (): Promise<void> => {
    await attempt('The webhook could not be made', async () => {
      setCreated(await unwrap(api.POST('/v2/integrations/{id}/webhook', { params: { path: { id: integrationId } } })));
      await queries.invalidateQueries({ queryKey: ['integration', integrationId, 'webhook'] });
    });
  };
  if (!hook) return null;
  return (
    <Panel
      title="Webhook"
      hint="With one, a push is built at once; without, the hub looks by itself every few minutes."
      actions={
        <Button size="small" onClick={() => (hook.has_webhook ? setIsAsking(true) : void rotate())}>
          {hook.has_webhook ? 'Replace…' : 'Create webhook'}
        </Button>
      }
    >
      {created && (
        <Notice tone="warn" title="Copy both now: the secret is not shown again">
          <p>
            Address <CopyText text={created.url} label="the address" />
          </p>
          <p>
            Secret <CopyText text={created.secret} label="the secret" />
          </p>
        </Notice>
      )}
      {hook.has_webhook ? (
        <Facts
          facts={[
            { name: 'Made', value: hook.created_date && <Time at={hook.created_date} /> },
            {
              name: 'Last delivery',
              value: hook.last_delivery_date ? <Time at={hook.last_delivery_date} /> : 'None yet',
            },
            { name: 'Last push', value: hook.last_push_date && <Time at={hook.last_push_date} /> },
          ]}
        />
      ) : (
        <p className={frame.quiet}>There is none.</p>
      )}
      <Confirm
        title="Replace the webhook?"
        text="The address and secret of now stop working at once; set the new ones at your git host."
        actionLabel="Replace webhook"
        busyLabel="Replacing…"
        keepLabel="Keep it"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={rotate}
      />
    </Panel>
  );
}
