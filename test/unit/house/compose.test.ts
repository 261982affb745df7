import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { SEARCH_ATTRIBUTES } from '../../../src/contracts/search-attributes.ts';

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly restart?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const services = Object.entries(compose.services);

describe('docker-compose.yml', () => {
  it('waits only for services that there are, and for their health only where they tell it', () => {
    for (const [name, { depends_on: others = {} }] of services) {
      for (const [other, { condition }] of Object.entries(others)) {
        expect(Object.keys(compose.services), `${name} waits for ${other}`).to.include(other);
        if (condition === 'service_healthy') expect(compose.services[other], other).to.have.property('healthcheck');
      }
    }
  });

  it('names its volumes', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect([...new Set(used)]).to.have.members(Object.keys(compose.volumes));
  });

  it('publishes ports on this machine alone', () => {
    const ports = services.flatMap(([, { ports: own = [] }]) => own);
    expect(ports).to.have.length(2);
    for (const port of ports) expect(port).to.match(/^127\.0\.0\.1:\d+:\d+$/);
    expect(compose.services.temporal).not.to.have.property('ports');
  });

  it('pins its images', () => {
    for (const [name, { image }] of services) if (image !== 'hubwright') expect(image, name).to.match(/:\d/);
  });

  it('gives the hub settings that it knows', () => {
    const known = read('src/config/load-config.ts');
    for (const name of ['migrate', 'api', 'worker']) {
      for (const variable of Object.keys(compose.services[name]?.environment ?? {})) {
        expect(known, `${variable} of ${name}`).to.include(`'${variable}'`);
      }
    }
  });

  it('makes every search attribute', () => {
    const command = compose.services['temporal-setup']?.command?.join(' ') ?? '';
    for (const name of SEARCH_ATTRIBUTES) expect(command).to.include(` ${name}`);
  });

  it('runs programs that there are', () => {
    for (const name of ['migrate', 'api', 'worker']) {
      const script = /[\w-]+\/[\w-]+\.ts/.exec(compose.services[name]?.command?.join(' ') ?? '')?.[0] ?? '';
      expect(read(script), `${name} runs ${script}`).not.to.equal('');
    }
  });

  it('copies what these need into the image', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY (\w+) \w+$/gm)].map(([, folder]) => folder);
    expect(copied).to.have.members(['activities', 'api', 'migrations', 'src', 'start', 'web', 'worker', 'workflows']);
  });
});
