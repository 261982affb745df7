import { createHmac, randomUUID } from 'node:crypto';
import type { HookProvider } from '../../src/domain/source-control/push-event.ts';
import { azurePush, bitbucketCloudPush, bitbucketServerPush, githubPush, gitlabPush } from './hook-payloads.ts';
import type { TestPush } from './test-push.ts';

export interface TestDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What each provider sends for a push: fields and headers as it documents them, with names and people of our own. */
export const PUSH_DELIVERIES: Readonly<Record<HookProvider, (push: TestPush, secret: string) => TestDelivery>> = {
  github: (push, secret) => {
    const body = JSON.stringify(githubPush(push));
    return { body, headers: { ...githubHeaders('push', body, secret), 'X-Hub-Signature-256': sign(body, secret) } };
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
        'X-Event-Time': new Date().toUTCString(),
        'X-Hub-Signature': sign(body, secret),
      },
    };
  },
  bitbucket_server: (push, secret) => {
    const body = JSON.stringify(bitbucketServerPush(push));
    return {
      body,
      headers: {
        'User-Agent': 'Atlassian HttpClient 4.1.0 / Bitbucket-9.4.2 (9004002) / Default',
        'X-Event-Key': 'repo:refs_changed',
        'X-Request-Id': randomUUID(),
        'X-Hub-Signature': sign(body, secret),
      },
    };
  },
  azure_devops: (push, secret) => ({
    body: JSON.stringify(azurePush(push)),
    headers: {
      'User-Agent': 'VSServices/19.250.36421.1 (w3wp.exe)',
      Authorization: `Basic ${Buffer.from(`hubwright:${secret}`).toString('base64')}`,
    },
  }),
};

/** GitHub's ping, sent when a webhook is made. */
export function githubPing(secret: string): TestDelivery {
  const body = JSON.stringify({
    zen: 'Keep it logically awesome.',
    hook_id: 508_117_044,
    hook: { type: 'Repository', id: 508_117_044, name: 'web', active: true, events: ['push'] },
  });
  return { body, headers: { ...githubHeaders('ping', body, secret), 'X-Hub-Signature-256': sign(body, secret) } };
}

/** The signature that GitHub and both Bitbuckets send, each in a header of its own. */
export function sign(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function githubHeaders(event: string, body: string, secret: string): Record<string, string> {
  return {
    Accept: '*/*',
    'User-Agent': 'GitHub-Hookshot/044aadd',
    'X-GitHub-Event': event,
    'X-GitHub-Delivery': randomUUID(),
    'X-GitHub-Hook-ID': '508117044',
    'X-GitHub-Hook-Installation-Target-ID': '35129377',
    'X-GitHub-Hook-Installation-Target-Type': 'repository',
    'X-Hub-Signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
  };
}
