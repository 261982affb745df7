import { CHECKED_SYSCALLS, DENIED_SYSCALLS } from '../denied-syscalls.ts';

/** Profile of the containers/common package: what podman allows by default. */
export const ENGINE_PROFILE_PATH = '/usr/share/containers/seccomp.json';

const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;
const CLONE_NEW_ANY = 0x7e020000;
/** TIOCSTI and TIOCLINUX, which type into terminals. */
const TYPING = [0x5412, 0x541c] as const;
const FAMILY_NETLINK = 16;
const FAMILIES = [1, 2, 10];
const HIGHEST_FAMILY = 63;
const SOCKET_TYPE_MASK = 0xf;
const SOCKET_TYPES = [1, 2, 5];
const PERSONALITY_QUERY = 0xffffffff;
const OUR_ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

interface SeccompProfile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number;
  readonly archMap?: unknown;
  readonly syscalls: readonly SeccompRule[];
}

interface SeccompRule {
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number;
  readonly args?: readonly SeccompArgument[] | null;
  readonly includes?: { readonly caps?: readonly string[]; readonly arches?: readonly string[] };
}

interface SeccompArgument {
  readonly index: number;
  readonly value: number;
  readonly valueTwo?: number;
  readonly op: 'SCMP_CMP_EQ' | 'SCMP_CMP_MASKED_EQ';
}

/**
 * The profile of a container without capabilities: what the engine allows by default, less the system calls that no sandbox has.
 *
 * A runtime takes one profile, so both are made one; gVisor's own kernel applies it. Comparisons are with a mask where the kernel reads the low half of an argument alone.
 */
export function createSeccompProfile(engineProfile: string, isGvisor: boolean): string {
  const engine = JSON.parse(engineProfile) as SeccompProfile;
  const allowed = new Set(engine.syscalls.filter(isOfEveryContainer).flatMap(({ names }) => names));
  const refused = Object.keys(DENIED_SYSCALLS);
  for (const name of [...refused, ...Object.keys(CHECKED_SYSCALLS)]) allowed.delete(name);
  const profile = {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: ENOSYS,
    archMap: engine.archMap,
    syscalls: [
      allow([...allowed]),
      refuse(refused, EPERM),
      refuse(['clone3'], ENOSYS),
      allow(['clone'], [masked(0, CLONE_NEW_ANY, 0)]),
      ...[0, PERSONALITY_QUERY].map((value) => allow(['personality'], [equal(0, value)])),
      ...socketRules(),
      ...ioctlRules(),
    ],
  };
  return JSON.stringify(isGvisor ? forGvisor(profile) : profile);
}

/** gVisor returns EPERM whatever number a rule has, and ENOSYS, by which programs fall back, for what is left to a tracer: no process can be one. */
function forGvisor(profile: SeccompProfile): SeccompProfile {
  const leave = 'SCMP_ACT_TRACE';
  const { defaultErrnoRet: _, ...rest } = profile;
  return {
    ...rest,
    defaultAction: leave,
    syscalls: profile.syscalls.map((rule) => (rule.errnoRet === ENOSYS ? { ...rule, action: leave } : rule)),
  };
}

function isOfEveryContainer({ action, args, includes }: SeccompRule): boolean {
  const isForUs = includes?.arches?.includes(OUR_ARCHITECTURES[process.arch] ?? '') ?? true;
  return action === 'SCMP_ACT_ALLOW' && (args ?? []).length === 0 && (includes?.caps ?? []).length === 0 && isForUs;
}

function socketRules(): SeccompRule[] {
  const others = Array.from({ length: HIGHEST_FAMILY + 1 }, (_, family) => family).filter(
    (family) => !FAMILIES.includes(family) && family !== FAMILY_NETLINK,
  );
  return [
    ...FAMILIES.flatMap((family) =>
      SOCKET_TYPES.map((type) => allow(['socket'], [equal(0, family), masked(1, SOCKET_TYPE_MASK, type)])),
    ),
    allow(['socket'], [equal(0, FAMILY_NETLINK), equal(2, 0)]),
    ...others.map((family) => refuse(['socket'], EAFNOSUPPORT, [equal(0, family)])),
  ];
}

/** Every request but two, said by allowing alone: those that differ from both in some bit, then those between them. */
function ioctlRules(): SeccompRule[] {
  const [first, second] = TYPING;
  const differing = first ^ second;
  const common = bits(~differing).map((bit) => masked(1, bit, ~first & bit));
  const between = combinations(differing)
    .map((combination) => ((first & ~differing) | combination) >>> 0)
    .filter((request) => request !== first && request !== second)
    .map((request) => masked(1, 0xffffffff, request));
  return [...common, ...between].map((argument) => allow(['ioctl'], [argument]));
}

const bits = (value: number): number[] =>
  Array.from({ length: 32 }, (_, index) => (1 << index) >>> 0).filter((bit) => (value & bit) !== 0);

function combinations(mask: number): number[] {
  let all = [0];
  for (const bit of bits(mask)) all = all.flatMap((each) => [each, each | bit]);
  return all;
}

const allow = (names: readonly string[], args: readonly SeccompArgument[] = []): SeccompRule => ({
  ...{ names, action: 'SCMP_ACT_ALLOW', args },
});

const refuse = (names: readonly string[], errnoRet: number, args: readonly SeccompArgument[] = []): SeccompRule => ({
  ...{ names, action: 'SCMP_ACT_ERRNO', errnoRet, args },
});

const equal = (index: number, value: number): SeccompArgument => ({ index, value, op: 'SCMP_CMP_EQ' });

const masked = (index: number, mask: number, value: number): SeccompArgument => ({
  ...{ index, value: mask, valueTwo: value >>> 0, op: 'SCMP_CMP_MASKED_EQ' },
});
