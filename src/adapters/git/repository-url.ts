import { AppError } from '../../errors/app-error.ts';

export interface RepositoryUrlRules {
  readonly isFileAllowed: boolean;
}

/**
 * The URL of a repository that the hub may try; says nothing about whether its address is allowed.
 * @throws AppError invalid_input
 */
export function parseRepositoryUrl(text: string, rules: RepositoryUrlRules): URL {
  if ([...text].some((character) => character <= ' ' || character === '\u007f')) {
    throw invalidUrl('The repository URL must not contain spaces or control characters.');
  }
  if (text.startsWith('-')) throw invalidUrl('The repository URL must not start with "-".');
  if (/^ssh:/i.test(text) || /^[^/:]+@[^/:]+:/.test(text)) {
    throw invalidUrl(
      'The hub does not fetch over ssh: give the https URL of the repository and, where needed, an access token.',
    );
  }
  if (text.length > 2048 || !URL.canParse(text)) {
    throw invalidUrl('The repository URL is not a URL: it looks like https://host/owner/repository.git.');
  }
  return checkUrl(new URL(text), rules);
}

/** What paths are added to: the URL without the slashes at its end. */
export function baseOf(url: URL): string {
  return url.href.replace(/\/+$/, '');
}

function checkUrl(url: URL, rules: RepositoryUrlRules): URL {
  if (url.username !== '' || url.password !== '') {
    throw invalidUrl(
      'The repository URL must not contain a user name or password: put them into a source connection (source_connection_id).',
    );
  }
  if (url.search !== '' || url.hash !== '') throw invalidUrl('The repository URL must not contain "?" or "#".');
  if (url.protocol === 'file:') {
    if (!rules.isFileAllowed || url.hostname !== '') {
      throw invalidUrl('file:// repositories are not allowed on this hub: HUBWRIGHT_GIT_ALLOW_FILE=true allows them.');
    }
    return url;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalidUrl(`The hub does not fetch over ${url.protocol.slice(0, -1)}: give an https URL.`);
  }
  return url;
}

function invalidUrl(message: string): AppError {
  return new AppError('invalid_input', message, { issues: [{ pointer: '/url', message }] });
}
