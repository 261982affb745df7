import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { HookProvider } from '../../src/domain/watching/push-event.ts';

/** A push as somebody made it. */
export interface TestPush {
  readonly branch: string;
  /** Null = the branch is new. */
  readonly before: string | null;
  /** Null = the branch was deleted. */
  readonly after: string | null;
  /** A tag instead of a branch. */
  readonly isTag?: boolean;
}

export interface TestDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const NOBODY = '0'.repeat(40);

/** A commit's name that no repository has. */
export const randomSha = (): string => randomBytes(20).toString('hex');

/** What each provider sends for a push: fields and headers as it documents them, with names and people of our own. */
export const PUSH_DELIVERIES: Readonly<Record<HookProvider, (push: TestPush, secret: string) => TestDelivery>> = {
  github: (push, secret) => {
    const body = JSON.stringify(githubPush(push));
    return { body, headers: { ...githubHeaders('push'), 'X-Hub-Signature-256': sign(body, secret) } };
  },
  gitlab: (push, secret) => ({
    body: JSON.stringify(gitlabPush(push)),
    headers: {
      'User-Agent': 'GitLab/17.10.0',
      'X-Gitlab-Event': push.isTag ? 'Tag Push Hook' : 'Push Hook',
      'X-Gitlab-Event-UUID': randomUUID(),
      'X-Gitlab-Webhook-UUID': randomUUID(),
      'Idempotency-Key': randomUUID(),
      'X-Gitlab-Instance': 'https://gitlab.example.com',
      'X-Gitlab-Token': secret,
    },
  }),
  bitbucket_cloud: (push, secret) => {
    const body = JSON.stringify(bitbucketCloudPush(push));
    return {
      body,
      headers: {
        'User-Agent': 'Bitbucket-Webhooks/2.0',
        'X-Event-Key': 'repo:push',
        'X-Hook-UUID': randomUUID(),
        'X-Request-UUID': randomUUID(),
        'X-Attempt-Number': '1',
        'X-Hub-Signature': sign(body, secret),
      },
    };
  },
  bitbucket_server: (push, secret) => {
    const body = JSON.stringify(bitbucketServerPush(push));
    return {
      body,
      headers: {
        'X-Event-Key': 'repo:refs_changed',
        'X-Request-Id': randomUUID(),
        'X-Hub-Signature': sign(body, secret),
      },
    };
  },
  azure_devops: (push, secret) => ({
    body: JSON.stringify(azurePush(push)),
    headers: { Authorization: `Basic ${Buffer.from(`hubwright:${secret}`).toString('base64')}` },
  }),
};

/** GitHub's ping, sent when a webhook is made. */
export function githubPing(secret: string): TestDelivery {
  const body = JSON.stringify({
    zen: 'Keep it logically awesome.',
    hook_id: 508_117_044,
    hook: { type: 'Repository', id: 508_117_044, name: 'web', active: true, events: ['push'] },
  });
  return { body, headers: { ...githubHeaders('ping'), 'X-Hub-Signature-256': sign(body, secret) } };
}

/** The signature that GitHub and both Bitbuckets send, each in a header of its own. */
export function sign(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function githubHeaders(event: string): Record<string, string> {
  return {
    'User-Agent': 'GitHub-Hookshot/044aadd',
    'X-GitHub-Event': event,
    'X-GitHub-Delivery': randomUUID(),
    'X-GitHub-Hook-ID': '508117044',
  };
}

const refOf = ({ branch, isTag }: TestPush): string => `refs/${isTag ? 'tags' : 'heads'}/${branch}`;

function githubPush(push: TestPush): object {
  const { before, after } = push;
  return {
    ref: refOf(push),
    before: before ?? NOBODY,
    after: after ?? NOBODY,
    created: before === null,
    deleted: after === null,
    forced: false,
    base_ref: null,
    compare: 'https://github.com/acme/orders/compare/a...b',
    commits: [],
    head_commit: after === null ? null : { id: after, tree_id: randomSha(), message: 'Change', distinct: true },
    repository: {
      id: 35_129_377,
      name: 'orders',
      full_name: 'acme/orders',
      private: true,
      clone_url: 'https://github.com/acme/orders.git',
      default_branch: 'main',
      pushed_at: 1_795_000_000 + Math.floor(Math.random() * 1e6),
    },
    pusher: { name: 'dev', email: 'dev@example.com' },
    sender: { login: 'dev', id: 21_031_067, type: 'User' },
  };
}

function gitlabPush(push: TestPush): object {
  const { before, after, isTag } = push;
  return {
    object_kind: isTag ? 'tag_push' : 'push',
    event_name: isTag ? 'tag_push' : 'push',
    before: before ?? NOBODY,
    after: after ?? NOBODY,
    ref: refOf(push),
    ref_protected: true,
    checkout_sha: after,
    message: null,
    user_id: 4,
    user_username: 'dev',
    project_id: 15,
    project: {
      id: 15,
      name: 'Orders',
      git_http_url: 'https://gitlab.example.com/acme/orders.git',
      path_with_namespace: 'acme/orders',
      default_branch: 'main',
    },
    commits: after === null ? [] : [{ id: after, title: 'Change', timestamp: new Date().toISOString() }],
    total_commits_count: 1,
  };
}

function bitbucketCloudPush({ branch, before, after, isTag }: TestPush): object {
  const type = isTag ? 'tag' : 'branch';
  const end = (hash: string | null) =>
    hash === null ? null : { type, name: branch, target: { type: 'commit', hash, date: '2026-11-20T10:00:00+00:00' } };
  return {
    actor: { type: 'user', nickname: 'dev', uuid: '{d301aafa-d676-4ee0-88be-962be7417567}' },
    repository: { type: 'repository', full_name: 'acme/orders', name: 'orders', is_private: true },
    push: {
      changes: [
        {
          new: end(after),
          old: end(before),
          created: before === null,
          closed: after === null,
          forced: false,
          truncated: false,
          commits: [],
          links: { html: { href: `https://bitbucket.org/acme/orders/${randomSha()}` } },
        },
      ],
    },
  };
}

function bitbucketServerPush(push: TestPush): object {
  const { branch, before, after, isTag } = push;
  return {
    eventKey: 'repo:refs_changed',
    date: `2026-11-20T10:00:00+0${Math.floor(Math.random() * 9)}00`,
    actor: { name: 'dev', emailAddress: 'dev@example.com', id: 1, type: 'NORMAL' },
    repository: { slug: 'orders', id: 84, name: 'orders', project: { key: 'ACME', id: 84, type: 'NORMAL' } },
    changes: [
      {
        ref: { id: refOf(push), displayId: branch, type: isTag ? 'TAG' : 'BRANCH' },
        refId: refOf(push),
        fromHash: before ?? NOBODY,
        toHash: after ?? NOBODY,
        type: before === null ? 'ADD' : after === null ? 'DELETE' : 'UPDATE',
      },
    ],
  };
}

function azurePush(push: TestPush): object {
  return {
    subscriptionId: '7d35cf25-0a79-4a6c-9f4a-9d7b0b5d5b4e',
    notificationId: 3,
    id: randomUUID(),
    eventType: 'git.push',
    publisherId: 'tfs',
    message: { text: 'Dev pushed updates to orders:main.' },
    resource: {
      commits: push.after === null ? [] : [{ commitId: push.after, comment: 'Change' }],
      refUpdates: [{ name: refOf(push), oldObjectId: push.before ?? NOBODY, newObjectId: push.after ?? NOBODY }],
      repository: { id: randomUUID(), name: 'orders', remoteUrl: 'https://dev.azure.com/acme/orders/_git/orders' },
      pushId: 14,
      date: new Date().toISOString(),
    },
    resourceVersion: '1.0',
    createdDate: new Date().toISOString(),
  };
}
