import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The hub that the demo talks to. */
export interface DemoHub {
  readonly url: string;
  readonly apiKey: string;
  /** The port on 127.0.0.1 that the hub fetches the demo's repositories from; null where none was configured. */
  readonly gitPort: number | null;
  readonly temporalUiUrl: string | null;
  readonly temporalNamespace: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the starter left in the data folder, and what the environment says instead. @throws Error in one plain sentence */
export function findDemoHub(environment: Environment): DemoHub {
  const dataDirectory = environment.HUBWRIGHT_DATA_DIR ?? '.hubwright';
  const announced = readAnnouncement(join(dataDirectory, 'demo.json'));
  const apiKey = environment.HUBWRIGHT_API_KEY ?? readText(join(dataDirectory, 'owner-api-key'));
  if (apiKey === null) {
    throw new Error(
      `There is no API key: start the hub with "npm start" first, or set HUBWRIGHT_API_KEY (looked in ${dataDirectory}).`,
    );
  }
  return {
    url: environment.HUBWRIGHT_URL ?? announced.url ?? 'http://127.0.0.1:8080',
    apiKey,
    gitPort: announced.git_port ?? null,
    temporalUiUrl: environment.HUBWRIGHT_TEMPORAL_UI_URL ?? announced.temporal_ui_url ?? null,
    temporalNamespace: environment.TEMPORAL_NAMESPACE ?? 'hubwright',
  };
}

interface Announcement {
  readonly url?: string;
  readonly git_port?: number;
  readonly temporal_ui_url?: string;
}

function readAnnouncement(file: string): Announcement {
  const text = readText(file);
  return text === null ? {} : (JSON.parse(text) as Announcement);
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
