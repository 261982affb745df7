/** Languages whose own client can install other versions of the language. */
export type FetchedLanguage = 'node' | 'go';

/** npm packs a package after it checked its digest. Each Node gets an npm that starts on it, as the official images have one. */
const NODE = `set -e
cd /hub/home
fetch() {
  file="$(npm pack --loglevel=error "$1")"
  mkdir -p "$2"
  tar -x -z -f "$file" -C "$2" --strip-components=1 --no-same-owner
}
fetch "node-linux-$ARCHITECTURE@$WANTED" /hub/app/tree
version="$(/hub/app/tree/bin/node --version)"
version="\${version#v}"
major="\${version%%.*}"
minor="\${version#*.}"
minor="\${minor%%.*}"
npm=6
[ "$major" -lt 16 ] || npm=8
[ "$major" -lt 18 ] || npm=10
case "$major" in 18) [ "$minor" -ge 17 ] || npm=9 ;; 19) npm=9 ;; 20) [ "$minor" -ge 5 ] || npm=9 ;; esac
[ "$major" -lt 24 ] || npm=11
fetch "npm@$npm" /hub/app/tree/lib/node_modules/npm
for name in npm npx; do
  chmod 755 "/hub/app/tree/lib/node_modules/npm/bin/$name-cli.js"
  ln -sf "../lib/node_modules/npm/bin/$name-cli.js" "/hub/app/tree/bin/$name"
done
PATH="/hub/app/tree/bin:$PATH" npm --version >/dev/null
echo "fetched $version"`;

/** Go checks a toolchain of its own by the checksum database, as any other module. */
const GO = `set -e
case "$ARCHITECTURE" in x64) architecture=amd64 ;; *) architecture="$ARCHITECTURE" ;; esac
export GOFLAGS=-modcacherw GOMODCACHE=/hub/app/mod
pattern="$(printf '%s' "$WANTED" | sed 's/\\./\\\\./g')"
version="$(GOTOOLCHAIN=local GOFLAGS=-mod=mod go list -m -versions golang.org/toolchain | tr ' ' '\\n' |
  sed -n "s/^v0\\.0\\.1-go\\([0-9.]*\\)\\.linux-$architecture$/\\1/p" | grep -E "^$pattern(\\.|$)" | sort -V | tail -n 1)"
[ -n "$version" ] || { echo "there is no Go $WANTED to fetch" >&2; exit 1; }
GOTOOLCHAIN="go$version" go version | grep -F "go$version" >/dev/null
chmod -R u+rwX,go+rX "$GOMODCACHE/golang.org"
mv "$GOMODCACHE/golang.org/toolchain@v0.0.1-go$version.linux-$architecture" /hub/app/tree
echo "fetched $version"`;

/** Each leaves the toolchain in \`/hub/app/tree\` and says \`fetched <version>\`. */
export const FETCH_COMMANDS: Readonly<Record<FetchedLanguage, string>> = { node: NODE, go: GO };

export function isFetchedLanguage(language: string): language is FetchedLanguage {
  return language in FETCH_COMMANDS;
}
