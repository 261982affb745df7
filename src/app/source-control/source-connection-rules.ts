import { DEFAULT_HOSTS, hostOfUrl, type SourceProvider } from '../../domain/source-control/source-connection.ts';
import { AppError, type InputIssue } from '../../errors/app-error.ts';

export interface SourceConnectionValues {
  readonly provider: SourceProvider;
  /** Null = the provider's own. */
  readonly host: string | null;
  readonly username: string | null;
  readonly secret: string | null;
}

/** The host that the credential is for. @throws AppError invalid_input */
export function checkSourceConnection(values: SourceConnectionValues): string {
  const host = (values.host ?? DEFAULT_HOSTS[values.provider] ?? '').toLowerCase();
  const issues: InputIssue[] = [];
  if (host === '' || hostOfUrl(`https://${host}`) !== host || !URL.canParse(`https://${host}`)) {
    issues.push({
      pointer: '/host',
      message: 'has to be a host name like git.example.com, with a port where it is not 443',
    });
  }
  if (values.username !== null && /[:\p{Cc}]/u.test(values.username)) {
    issues.push({ pointer: '/username', message: 'must not contain ":" or control characters' });
  }
  if (values.secret !== null) {
    // What a form shows in place of a secret must not overwrite it.
    if (/^[*•●·.]+$/u.test(values.secret)) {
      issues.push({ pointer: '/secret', message: 'is a mask: leave the field out to keep the secret' });
    }
    if (/\p{Cc}/u.test(values.secret))
      issues.push({ pointer: '/secret', message: 'must not contain control characters' });
  }
  if (issues.length > 0) throw new AppError('invalid_input', 'The connection is not valid.', { issues });
  return host;
}
