import { AppError } from '../../../errors/app-error.ts';
import type { EngineClient } from './engine-client.ts';

interface Image {
  readonly Config?: { readonly Env?: readonly string[] | null } | null;
}

/** The variables that an image sets; one that the engine does not have is pulled first. @throws AppError `sandbox_unavailable` */
export async function readImageVariables(engine: EngineClient, image: string): Promise<Record<string, string>> {
  const found = (await inspect(engine, image)) ?? (await pull(engine, image));
  const lines = (found.Config?.Env ?? []).map((line) => [line, line.indexOf('=')] as const);
  return Object.fromEntries(lines.map(([line, at]) => [line.slice(0, at), line.slice(at + 1)]));
}

async function inspect(engine: EngineClient, image: string): Promise<Image | null> {
  return (await engine.call('GET', `/images/${encodeURIComponent(image)}/json`).catch(() => null)) as Image | null;
}

async function pull(engine: EngineClient, image: string): Promise<Image> {
  // Without a tag an engine pulls every one of them.
  const isExact = /[:@][^/]+$/.test(image);
  const query = `fromImage=${encodeURIComponent(image)}${isExact ? '' : '&tag=latest'}`;
  const reason = await engine.call('POST', `/images/create?${query}`).then(
    () => 'it did not come',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const found = await inspect(engine, image);
  if (found !== null) return found;
  throw new AppError('sandbox_unavailable', `The engine has no image ${image} and could not pull it: ${reason}.`);
}
