import { setTimeout as pause } from 'node:timers/promises';
import type { DemoHub } from './demo-hub.ts';

export interface Answer {
  readonly [field: string]: unknown;
}

const POLL_MS = 250;
const WAIT_MS = 300_000;

/** A small client of the hub's API. */
export class HubClient {
  readonly #hub: DemoHub;

  constructor(hub: DemoHub) {
    this.#hub = hub;
  }

  get<Body extends object = Answer>(path: string): Promise<Body> {
    return this.#call('GET', path, undefined);
  }

  post<Body extends object = Answer>(path: string, body: object): Promise<Body> {
    return this.#call('POST', path, body);
  }

  patch<Body extends object = Answer>(path: string, body: object): Promise<Body> {
    return this.#call('PATCH', path, body);
  }

  async text(path: string): Promise<string> {
    const answer = await fetch(`${this.#hub.url}${path}`, { headers: { 'X-API-KEY': this.#hub.apiKey } });
    return answer.text();
  }

  /** Asks again until `isDone`; five minutes at most. */
  async until<Body extends object>(path: string, isDone: (body: Body) => boolean): Promise<Body> {
    const deadline = performance.now() + WAIT_MS;
    for (;;) {
      const body = await this.get<Body>(path);
      if (isDone(body)) return body;
      if (performance.now() > deadline) throw new Error(`The hub did not finish ${path} in five minutes.`);
      await pause(POLL_MS);
    }
  }

  async #call<Body extends object>(method: string, path: string, body: object | undefined): Promise<Body> {
    const answer = await this.#send(method, path, body);
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text) as Body;
    throw new Error(`${method} ${path} was answered with ${answer.status}: ${detailOf(text)}`);
  }

  async #send(method: string, path: string, body: object | undefined): Promise<Response> {
    const headers = { 'X-API-KEY': this.#hub.apiKey, 'Content-Type': 'application/json' };
    try {
      return await fetch(`${this.#hub.url}${path}`, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    } catch {
      throw new Error(`No hub answers at ${this.#hub.url}: start it with "npm start", or set HUBWRIGHT_URL.`);
    }
  }
}

function detailOf(text: string): string {
  try {
    const problem = JSON.parse(text) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? text;
  } catch {
    return text;
  }
}
