import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookProvider } from '../../domain/source-control/push-event.ts';

export interface HookToVerify {
  readonly provider: HookProvider;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body, byte for byte. */
  readonly body: Uint8Array;
  readonly secret: string;
}

/** The user name that Azure DevOps is configured to send. */
export const HOOK_USERNAME = 'hubwright';

/** Returns whether a delivery proves that its sender knows the secret; takes as long for a wrong proof as for a right one. */
export function verifyHook({ provider, headers, body, secret }: HookToVerify): boolean {
  switch (provider) {
    case 'github':
      return isEqual(headers['x-hub-signature-256'], sign(body, secret));
    case 'gitlab':
      return isEqual(headers['x-gitlab-token'], secret);
    case 'bitbucket_cloud':
    case 'bitbucket_server':
      return isEqual(headers['x-hub-signature'], sign(body, secret));
    case 'azure_devops':
      return isEqual(headers.authorization, `Basic ${Buffer.from(`${HOOK_USERNAME}:${secret}`).toString('base64')}`);
  }
}

function sign(body: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Of digests, which have one length whatever was sent. */
function isEqual(given: string | undefined, expected: string): boolean {
  return timingSafeEqual(digest(given ?? ''), digest(expected)) && given !== undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
