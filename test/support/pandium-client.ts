import { setTimeout as delay } from 'node:timers/promises';

/** What Pandium's clients read of a release; `state` and `failure` are the hub's own. */
export interface ClientRelease {
  readonly id: number;
  readonly name: string;
  readonly tag: string | null;
  readonly run_command: string | null;
  readonly state: string;
  readonly failure: { readonly class?: string; readonly message?: string } | null;
  readonly warnings: readonly unknown[];
}

export interface ClientTenant {
  readonly id: number;
  readonly name: string;
  readonly integration_id: number;
  readonly integration_release_id: number | null;
  readonly paused: boolean;
  readonly status: { readonly last_run: { readonly status: { readonly phase: string } } | null };
}

export interface ClientRun {
  readonly id: number;
  readonly mode: string;
  readonly status: {
    readonly phase: string;
    readonly startTime: string | null;
    readonly completionTime: string | null;
  };
  readonly triggers: readonly { readonly id: number; readonly mode: string; readonly source: string }[];
  readonly phase: string;
  readonly failure: { readonly class: string; readonly reason: string | null; readonly message: string } | null;
}

class UnexpectedResponse extends Error {
  readonly status: number;
  /** The problem's fields, or {} where the answer was none. */
  readonly problem: { readonly code?: string; readonly detail?: string; readonly message?: string };

  constructor(request: string, status: number, text: string) {
    super(`${request} was answered ${status}: ${text.slice(0, 500)}`);
    this.status = status;
    this.problem = parseProblem(text);
  }
}

const POLL_MS = 100;

/** A client as it would be written for Pandium's v2: a base URL and a key are all it is given. */
export class PandiumClient {
  readonly #baseUrl: string;
  readonly #apiKey: string;

  constructor(baseUrl: string, apiKey: string) {
    this.#baseUrl = baseUrl;
    this.#apiKey = apiKey;
  }

  listIntegrations(): Promise<{ id: number; name: string }[]> {
    return this.request('GET', '/v2/integrations?limit=100&skip=0&sort_by=name__ASC');
  }

  listReleases(integrationId: number): Promise<ClientRelease[]> {
    return this.request('GET', `/v2/integrations/${integrationId}/releases`);
  }

  release(integrationId: number, which: number | 'default' | 'latest'): Promise<ClientRelease> {
    return this.request('GET', `/v2/integrations/${integrationId}/releases/${which}`);
  }

  build(body: { tag: string; integration_id: number; branch?: string }): Promise<ClientRelease> {
    return this.request('POST', '/v2/sourcecontrol/build', body);
  }

  createTenant(body: object): Promise<ClientTenant> {
    return this.request('POST', '/v2/tenants', body);
  }

  listTenants(query: string): Promise<ClientTenant[]> {
    return this.request('GET', `/v2/tenants?${query}`);
  }

  async sync(tenantId: number, mode: 'init' | 'normal', payload: object = {}): Promise<string> {
    const path = `/v2/tenants/${tenantId}/sync?mode=${mode}`;
    return (await this.request<{ trigger_id: string }>('POST', path, payload)).trigger_id;
  }

  async triggerStatus(triggerId: string): Promise<string> {
    return (await this.request<{ status: string }>('GET', `/v2/runs/triggers/${triggerId}/status`)).status;
  }

  runs(tenantId: number): Promise<ClientRun[]> {
    return this.request('GET', `/v2/tenants/${tenantId}/runs`);
  }

  metadata(tenantId: number): Promise<{ tenant_id: number; data: Record<string, unknown> }> {
    return this.request('GET', `/v2/tenants/${tenantId}/metadata`);
  }

  /** Follows the redirect by hand, without the key, as a browser would. */
  async log(runId: number): Promise<string> {
    const redirect = await this.send('GET', `/v2/runs/${runId}/log`);
    const location = redirect.headers.get('location');
    if (redirect.status !== 302 || location === null) throw new Error(`the log was answered ${redirect.status}`);
    const response = await fetch(location);
    const text = await response.text();
    if (response.status !== 200) throw new UnexpectedResponse('GET the log', response.status, text);
    return text;
  }

  async untilReleased(integrationId: number, releaseId: number): Promise<ClientRelease> {
    for (;;) {
      const release = await this.release(integrationId, releaseId);
      if (!['queued', 'building'].includes(release.state)) return release;
      await delay(POLL_MS);
    }
  }

  async untilEnded(triggerId: string): Promise<string> {
    for (;;) {
      const status = await this.triggerStatus(triggerId);
      if (!['Pending', 'Running'].includes(status)) return status;
      await delay(POLL_MS);
    }
  }

  async untilStatus(triggerId: string, wanted: string): Promise<void> {
    while ((await this.triggerStatus(triggerId)) !== wanted) await delay(POLL_MS);
  }

  /** The run of a trigger. */
  async runOf(tenantId: number, triggerId: string): Promise<ClientRun> {
    const run = (await this.runs(tenantId)).find(({ triggers }) => triggers.some(({ id }) => String(id) === triggerId));
    if (!run) throw new Error(`tenant ${tenantId} has no run of trigger ${triggerId}`);
    return run;
  }

  /** @throws UnexpectedResponse where the status is not 2xx */
  async request<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await this.send(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new UnexpectedResponse(`${method} ${path}`, response.status, text);
    return JSON.parse(text) as Body;
  }

  send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.#baseUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'X-API-KEY': this.#apiKey,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

function parseProblem(text: string): UnexpectedResponse['problem'] {
  try {
    return JSON.parse(text) as UnexpectedResponse['problem'];
  } catch {
    return {};
  }
}
