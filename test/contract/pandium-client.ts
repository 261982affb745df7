/** A client as one writes it for Pandium's v2: it knows a base URL, a key, and Pandium's paths and shapes. */
export class PandiumClient {
  readonly #baseUrl: string;
  readonly #apiKey: string;

  constructor(baseUrl: string, apiKey: string) {
    this.#baseUrl = baseUrl;
    this.#apiKey = apiKey;
  }

  listIntegrations(): Promise<PandiumIntegration[]> {
    return this.#send('GET', '/v2/integrations?limit=100&skip=0&sort_by=name__ASC&archived=false');
  }

  build(integrationId: number, tag: string, branch?: string): Promise<PandiumRelease> {
    const body = { tag, integration_id: integrationId, ...(branch !== undefined && { branch }) };
    return this.#send('POST', '/v2/sourcecontrol/build?mode=default', body);
  }

  listReleases(integrationId: number): Promise<PandiumRelease[]> {
    return this.#send('GET', `/v2/integrations/${integrationId}/releases?sort_by=created_date__DESC`);
  }

  createTenant(tenant: {
    name: string;
    integration_id: number;
    integration_release_channel?: string;
    configs?: object;
  }): Promise<PandiumTenant> {
    return this.#send('POST', '/v2/tenants', tenant);
  }

  listTenants(integrationId: number): Promise<PandiumTenant[]> {
    return this.#send('GET', `/v2/tenants?integration_id=${integrationId}`);
  }

  archiveTenant(tenantId: number): Promise<PandiumTenant> {
    return this.#send('DELETE', `/v2/tenants/${tenantId}`);
  }

  async sync(tenantId: number, mode: 'init' | 'normal', payload?: object): Promise<string> {
    const answer = await this.#send<{ trigger_id: string }>(
      'POST',
      `/v2/tenants/${tenantId}/sync?mode=${mode}`,
      payload,
    );
    return answer.trigger_id;
  }

  async status(triggerId: string): Promise<string> {
    return (await this.#send<{ status: string }>('GET', `/v2/runs/triggers/${triggerId}/status`)).status;
  }

  listRuns(tenantId: number): Promise<PandiumRun[]> {
    return this.#send('GET', `/v2/tenants/${tenantId}/runs`);
  }

  metadata(tenantId: number): Promise<{ tenant_id: number; data: object }> {
    return this.#send('GET', `/v2/tenants/${tenantId}/metadata`);
  }

  /** Follows the redirect as Pandium's clients do, without the key. */
  async log(runId: number): Promise<string> {
    const headers = { 'X-API-KEY': this.#apiKey };
    const redirect = await fetch(`${this.#baseUrl}/v2/runs/${runId}/log`, { headers, redirect: 'manual' });
    if (redirect.status !== 302) throw new Error(`no redirect: ${redirect.status}`);
    const answer = await fetch(redirect.headers.get('location') ?? '');
    if (!answer.ok) throw new Error(`no log: ${answer.status}`);
    return answer.text();
  }

  async #send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(this.#baseUrl + path, {
      method,
      headers: { 'X-API-KEY': this.#apiKey, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Answer & { message?: string };
    if (!response.ok) throw new Error(answer.message);
    return answer;
  }
}

export interface PandiumIntegration {
  readonly id: number;
  readonly name: string;
}

export interface PandiumRelease {
  readonly id: number;
  readonly name: string;
  readonly tag: string;
  readonly run_command: string | null;
}

export interface PandiumTenant {
  readonly id: number;
  readonly name: string;
  readonly archived: boolean;
  readonly paused: boolean;
  readonly integration_id: number;
  readonly configs: object;
}

export interface PandiumRun {
  readonly id: number;
  readonly mode: string;
  readonly status: {
    readonly phase: string;
    readonly startTime: string | null;
    readonly completionTime: string | null;
  };
  readonly triggers: readonly { readonly id: number; readonly source: string; readonly payload: object | null }[];
  readonly tenant_id: number;
  readonly integration_id: number;
}
