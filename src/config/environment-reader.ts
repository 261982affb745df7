import { isIP } from 'node:net';

/** Reads typed settings out of an environment and gathers every error instead of stopping at the first. */
export class EnvironmentReader {
  readonly issues: string[] = [];
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  optional(name: string): string | null {
    const value = this.#env[name]?.trim();
    return value === undefined || value === '' ? null : value;
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === null) this.issues.push(`${name} is missing`);
    return value ?? '';
  }

  /** The address of a PostgreSQL database; its value may hold a password and is never repeated. */
  databaseUrl(name: string): string {
    const value = this.required(name);
    const isOne = URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol);
    if (value !== '' && !isOne) {
      this.issues.push(`${name} has to be an address such as postgres://user:password@host:5432/database`);
    }
    return value;
  }

  text(name: string, fallback: string): string {
    return this.optional(name) ?? fallback;
  }

  list(name: string): string[] {
    return (this.optional(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  /** Networks such as 10.0.0.0/8 or fc00::/7, with commas; null where none are given. */
  networks(name: string): string[] | null {
    const networks = this.list(name);
    const faulty = networks.filter((network) => !isNetwork(network));
    if (faulty.length > 0)
      this.issues.push(`${name} has to list networks such as 10.0.0.0/8, not "${faulty.join(', ')}"`);
    return networks.length === 0 ? null : networks;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.optional(name)?.toLowerCase();
    if (value === undefined) return fallback;
    if (['true', '1', 'yes', 'on'].includes(value)) return true;
    if (['false', '0', 'no', 'off'].includes(value)) return false;
    this.issues.push(`${name} has to be true or false, not "${value}"`);
    return fallback;
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[], fallback: NoInfer<Choice>): Choice {
    const value = this.optional(name);
    if (value === null) return fallback;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.issues.push(`${name} has to be one of ${choices.join(', ')}, not "${value}"`);
    return found ?? fallback;
  }

  integer(name: string, fallback: number, minimum: number, maximum: number): number {
    return this.#number(name, fallback, minimum, maximum, /^-?\d+$/, 'a whole number');
  }

  decimal(name: string, fallback: number, minimum: number, maximum: number): number {
    return this.#number(name, fallback, minimum, maximum, /^-?\d+(\.\d+)?$/, 'a number');
  }

  url(name: string, fallback: string): string {
    const value = this.optional(name);
    if (value === null) return fallback;
    if (!URL.canParse(value) || !/^https?:/.test(value)) this.issues.push(`${name} has to be an http or https address`);
    return value.replace(/\/+$/, '');
  }

  /** An SMTP server's address; null where none is given. */
  smtpUrl(name: string): string | null {
    const value = this.optional(name);
    if (value !== null && !(URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol))) {
      // The value may hold a password.
      this.issues.push(`${name} has to be an address such as smtps://user:password@mail.example.com`);
    }
    return value;
  }

  #number(name: string, fallback: number, minimum: number, maximum: number, form: RegExp, kind: string): number {
    const text = this.optional(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (form.test(text) && value >= minimum && value <= maximum) return value;
    this.issues.push(`${name} has to be ${kind} from ${minimum} to ${maximum}, not "${text}"`);
    return fallback;
  }
}

function isNetwork(text: string): boolean {
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(prefix) <= (family === 4 ? 32 : 128);
}
