import type { ApiResponse, TestApi } from './api.ts';

export interface PersonCall {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser of one person: keeps cookies, and sends what pages send. */
export class TestPerson {
  readonly #api: TestApi;
  readonly cookies = new Map<string, string>();
  csrfToken = '';

  constructor(api: TestApi) {
    this.#api = api;
  }

  async call(method: string, path: string, { body, headers = {} }: PersonCall = {}): Promise<ApiResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#api.call(method, path, {
      key: null,
      ...(body !== undefined && { body }),
      headers: {
        ...(cookie !== '' && { cookie }),
        ...(method !== 'GET' && { 'x-csrf-token': this.csrfToken, 'sec-fetch-site': 'same-origin' }),
        'user-agent': 'Test browser',
        ...headers,
      },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    if (response.body?.csrf_token) this.csrfToken = response.body.csrf_token;
    return response;
  }

  signIn(email: string, password: string): Promise<ApiResponse> {
    return this.call('POST', '/v2/session', { body: { email, password } });
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    if (attributes.includes('Max-Age=0')) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
