import { errorText } from '../../base/logging/describe-error.ts';
import { AppError } from '../../errors/app-error.ts';
import { type BuildMirrors, NO_MIRRORS } from './build-mirrors.ts';
import { composeMirrors } from './compose-mirrors.ts';
import type { HostEnvironment } from './host-environment.ts';
import { readHostSettings } from './read-host-settings.ts';
import { readSettingsFile } from './read-settings-file.ts';

/**
 * Returns the build mirrors that a hub is configured to use: null = none, `host` = what this machine's own clients are set to, else a file.
 * @throws AppError `config_invalid`
 */
export async function loadBuildMirrors(setting: string | null, host: HostEnvironment): Promise<BuildMirrors> {
  if (setting === null) return NO_MIRRORS;
  if (setting === 'host') return composeMirrors(await readHostSettings(host));
  try {
    return composeMirrors(readSettingsFile(setting));
  } catch (error) {
    const reason = errorText(error);
    throw new AppError('config_invalid', `HUBWRIGHT_BUILD_MIRRORS: ${setting} can't be used: ${reason}`, {
      cause: error,
    });
  }
}
