import {
  field,
  type HookDelivery,
  type HookEvent,
  type HookProvider,
  items,
  toBranchUpdate,
  toPush,
} from './push-event.ts';

type Headers = HookDelivery['headers'];

/** Which provider a delivery comes from, by the headers that it documents; null for none that the hub knows. */
export function detectHookProvider(headers: Headers): HookProvider | null {
  if (headers['x-gitlab-event'] !== undefined) return 'gitlab';
  if (headers['x-github-event'] !== undefined) return 'github';
  if (headers['x-event-key'] !== undefined) {
    return headers['x-hook-uuid'] === undefined ? 'bitbucket_server' : 'bitbucket_cloud';
  }
  return headers.authorization === undefined ? null : 'azure_devops';
}

/** What a delivery says, in one form for every provider. */
export function readHook(delivery: HookDelivery): HookEvent {
  if (typeof delivery.payload !== 'object' || delivery.payload === null)
    return { kind: 'ignored', reason: 'unreadable' };
  return READERS[delivery.provider](delivery);
}

/** The provider's own id of the delivery, null where it gives none. It is not under the signature. */
export function deliveryId({ provider, headers, payload }: HookDelivery): string | null {
  if (provider === 'github') return headers['x-github-delivery'] ?? null;
  // X-Gitlab-Event-UUID is shared by hooks that other hooks triggered.
  if (provider === 'gitlab') return headers['idempotency-key'] ?? null;
  if (provider === 'bitbucket_cloud') return headers['x-request-uuid'] ?? null;
  if (provider === 'bitbucket_server') return headers['x-request-id'] ?? null;
  const id = field(payload, 'id');
  return typeof id === 'string' ? id : null;
}

const OTHER_EVENT: HookEvent = { kind: 'ignored', reason: 'other_event' };

const READERS: Readonly<Record<HookProvider, (delivery: HookDelivery) => HookEvent>> = {
  github: readGithub,
  gitlab: readGitlab,
  bitbucket_cloud: readBitbucketCloud,
  bitbucket_server: readBitbucketServer,
  azure_devops: readAzureDevops,
};

/** @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
function readGithub({ headers, payload }: HookDelivery): HookEvent {
  const event = headers['x-github-event'];
  if (event === 'ping') return { kind: 'ping' };
  if (event !== 'push') return OTHER_EVENT;
  return toPush([toBranchUpdate(field(payload, 'ref'), field(payload, 'before'), field(payload, 'after'))]);
}

/** @see https://docs.gitlab.com/user/project/integrations/webhook_events/#push-events */
function readGitlab({ payload }: HookDelivery): HookEvent {
  if (field(payload, 'object_kind') !== 'push') return OTHER_EVENT;
  return toPush([toBranchUpdate(field(payload, 'ref'), field(payload, 'before'), field(payload, 'after'))]);
}

/** @see https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/#Push */
function readBitbucketCloud({ headers, payload }: HookDelivery): HookEvent {
  if (headers['x-event-key'] !== 'repo:push') return OTHER_EVENT;
  const changes = items(field(payload, 'push', 'changes'));
  return toPush(
    changes.map((change) => {
      if (field(change, 'new', 'type') !== 'branch') return null;
      const ref = `refs/heads/${String(field(change, 'new', 'name'))}`;
      return toBranchUpdate(ref, field(change, 'old', 'target', 'hash'), field(change, 'new', 'target', 'hash'));
    }),
  );
}

/** @see https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html */
function readBitbucketServer({ headers, payload }: HookDelivery): HookEvent {
  const event = headers['x-event-key'];
  if (event === 'diagnostics:ping') return { kind: 'ping' };
  if (event !== 'repo:refs_changed') return OTHER_EVENT;
  const changes = items(field(payload, 'changes'));
  return toPush(
    changes.map((change) =>
      field(change, 'type') === 'DELETE'
        ? null
        : toBranchUpdate(field(change, 'ref', 'id'), field(change, 'fromHash'), field(change, 'toHash')),
    ),
  );
}

const SAMPLE_SUBSCRIPTION = '00000000-0000-0000-0000-000000000000';

/** @see https://learn.microsoft.com/azure/devops/service-hooks/events#code-pushed */
function readAzureDevops({ payload }: HookDelivery): HookEvent {
  // "Test" in its dialogue sends a made-up push.
  if (field(payload, 'subscriptionId') === SAMPLE_SUBSCRIPTION) return { kind: 'ping' };
  if (field(payload, 'eventType') !== 'git.push') return OTHER_EVENT;
  const updates = items(field(payload, 'resource', 'refUpdates'));
  return toPush(
    updates.map((update) =>
      toBranchUpdate(field(update, 'name'), field(update, 'oldObjectId'), field(update, 'newObjectId')),
    ),
  );
}
