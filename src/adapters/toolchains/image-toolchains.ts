import type { InstalledVersion, ToolchainLanguage } from '../../domain/toolchains/resolve-base.ts';
import { writePackageManagers } from './discover-node.ts';
import type { Toolchain } from './toolchain.ts';

export interface ToolchainImage extends InstalledVersion {
  readonly image: string;
}

/**
 * The hub's own in every sandbox, or folders of the image that clients write to: builds and runs have HOME for that, as the image is
 * read-only. What says where the language itself is (`JAVA_HOME`, `RUSTUP_HOME`, `GOROOT`) stays.
 */
const REPLACED =
  /^(?:HOME|TMPDIR|PATH|GOPATH|GOBIN|GOMODCACHE|GOCACHE|GOTOOLCHAIN|CARGO_HOME|GEM_HOME|GEM_PATH|BUNDLE_.*|PIPENV_.*|PIP_.*|POETRY_.*|UV_.*|COMPOSER_.*|MAVEN_CONFIG|GRADLE_USER_HOME|NPM_CONFIG_.*|npm_config_.*|PNPM_HOME|YARN_.*|BUN_INSTALL.*|COREPACK_.*|NUGET_PACKAGES|DOTNET_CLI_HOME)$/;

/** Further settings of a language's clients, as with a toolchain of the machine. */
const LANGUAGE_ENVIRONMENT: Partial<Readonly<Record<ToolchainLanguage, Readonly<Record<string, string>>>>> = {
  go: { GOTOOLCHAIN: 'auto', GOFLAGS: '-buildvcs=false -modcacherw' },
  python: { PIP_BREAK_SYSTEM_PACKAGES: '1', PIP_NO_WARN_SCRIPT_LOCATION: '1' },
  ruby: { GEM_HOME: '/hub/home/.gem' },
  php: { COMPOSER_HOME: '/hub/home/.composer', COMPOSER_ALLOW_SUPERUSER: '1' },
  dotnet: { DOTNET_CLI_HOME: '/hub/home' },
};

/** A toolchain for each image: it finds its programs where the image has them, and the hub's launchers before them. */
export function imageToolchains(
  images: readonly ToolchainImage[],
  variablesOf: (image: string) => Readonly<Record<string, string>>,
  launcherDirectory: string,
): Toolchain[] {
  return images.map(({ language, version, image }) => {
    const variables = variablesOf(image);
    const own = (variables.PATH ?? '').split(':').filter((path) => path.startsWith('/'));
    const launchers = language === 'node' ? [writePackageManagers(launcherDirectory)] : [];
    const gems = language === 'ruby' ? ['/hub/home/.gem/bin'] : [];
    const kept = Object.entries(variables).filter(([name]) => !REPLACED.test(name));
    return {
      ...{ language, version, image, root: '/', mounts: launchers },
      binPaths: [...gems, ...launchers.map(({ to }) => to), ...own],
      env: { ...Object.fromEntries(kept), ...LANGUAGE_ENVIRONMENT[language] },
    };
  });
}
