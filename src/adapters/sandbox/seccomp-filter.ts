import { CHECKED_SYSCALLS, DENIED_SYSCALLS, type SyscallNumbers } from './denied-syscalls.ts';

export type FilterArchitecture = 'x64' | 'arm64';

/**
 * The seccomp program of a sandbox as classic BPF, 8 bytes an instruction, for `bwrap --seccomp`.
 *
 * Everything is allowed but what is listed; the kernel caches the results that don't depend on arguments.
 * @see https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
 */
export function createSeccompFilter(architecture: FilterArchitecture): Uint8Array {
  const program: Instruction[] = [
    load(OFFSET_ARCHITECTURE),
    ...unlessEqual(AUDIT_ARCHITECTURE[architecture], [answer(KILL_PROCESS)]),
    load(OFFSET_NUMBER),
    ...(architecture === 'x64' ? refuseX32() : []),
    ...deniedAlways(architecture),
    ...whenSyscall(architecture, CHECKED_SYSCALLS.clone3, [answer(errno(ENOSYS))]),
    ...whenSyscall(architecture, CHECKED_SYSCALLS.clone, namespacesRefused()),
    ...whenSyscall(architecture, CHECKED_SYSCALLS.ioctl, terminalInjectionRefused()),
    ...whenSyscall(architecture, CHECKED_SYSCALLS.personality, personalitiesRefused()),
    ...whenSyscall(architecture, CHECKED_SYSCALLS.socket, socketsRefused()),
    answer(ALLOW),
  ];
  return encode(program);
}

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

const LOAD_WORD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER_OR_EQUAL = 0x35;
const JUMP_BITS_SET = 0x45;
const AND = 0x54;
const RETURN = 0x06;

const OFFSET_NUMBER = 0;
const OFFSET_ARCHITECTURE = 4;
/** Low halves of the 64-bit arguments (both architectures are little-endian). */
const OFFSET_ARGUMENTS = [16, 24, 32] as const;

const KILL_PROCESS = 0x80000000;
const ALLOW = 0x7fff0000;
const ENOSYS = 38;
const EPERM = 1;
const EAFNOSUPPORT = 97;

const AUDIT_ARCHITECTURE = { x64: 0xc000003e, arm64: 0xc00000b7 } as const;
const X32_BIT = 0x40000000;
/** CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET; in clone() the lowest byte is the exit signal, hence no NEWTIME. */
const CLONE_NEW_ANY = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000;
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;
const AF = { unix: 1, inet: 2, inet6: 10, netlink: 16 } as const;
const SOCKET_TYPE_MASK = 0xf;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_SEQPACKET = 5;
const PERSONALITY_QUERY = 0xffffffff;

const load = (offset: number): Instruction => [LOAD_WORD, 0, 0, offset];
const answer = (value: number): Instruction => [RETURN, 0, 0, value];
const errno = (value: number): number => 0x00050000 | value;
const whenEqual = (value: number, then: readonly Instruction[]): Instruction[] => [
  [JUMP_EQUAL, 0, then.length, value],
  ...then,
];
const unlessEqual = (value: number, then: readonly Instruction[]): Instruction[] => [
  [JUMP_EQUAL, then.length, 0, value],
  ...then,
];

function refuseX32(): Instruction[] {
  return [[JUMP_GREATER_OR_EQUAL, 0, 1, X32_BIT], answer(errno(EPERM))];
}

function deniedAlways(architecture: FilterArchitecture): Instruction[] {
  return Object.values(DENIED_SYSCALLS).flatMap((numbers) =>
    whenSyscall(architecture, numbers, [answer(errno(EPERM))]),
  );
}

/** `then` may load arguments, so each of its paths has to end with a result. */
function whenSyscall(
  architecture: FilterArchitecture,
  numbers: SyscallNumbers,
  then: readonly Instruction[],
): Instruction[] {
  const number = numbers[architecture === 'x64' ? 0 : 1];
  return number === null ? [] : whenEqual(number, then);
}

function namespacesRefused(): Instruction[] {
  return [load(OFFSET_ARGUMENTS[0]), [JUMP_BITS_SET, 0, 1, CLONE_NEW_ANY], answer(errno(EPERM)), answer(ALLOW)];
}

function terminalInjectionRefused(): Instruction[] {
  const refused = [answer(errno(EPERM))];
  return [load(OFFSET_ARGUMENTS[1]), ...whenEqual(TIOCSTI, refused), ...whenEqual(TIOCLINUX, refused), answer(ALLOW)];
}

function personalitiesRefused(): Instruction[] {
  return [
    load(OFFSET_ARGUMENTS[0]),
    ...whenEqual(0, [answer(ALLOW)]),
    ...whenEqual(PERSONALITY_QUERY, [answer(ALLOW)]),
    answer(errno(EPERM)),
  ];
}

/** Unix, IPv4 and IPv6 without raw ones; of netlink the routing protocol, which name resolution asks for addresses. */
function socketsRefused(): Instruction[] {
  const byType: Instruction[] = [
    load(OFFSET_ARGUMENTS[1]),
    [AND, 0, 0, SOCKET_TYPE_MASK],
    ...whenEqual(SOCK_STREAM, [answer(ALLOW)]),
    ...whenEqual(SOCK_DGRAM, [answer(ALLOW)]),
    ...whenEqual(SOCK_SEQPACKET, [answer(ALLOW)]),
    answer(errno(EPERM)),
  ];
  const routingOnly = [load(OFFSET_ARGUMENTS[2]), ...whenEqual(0, [answer(ALLOW)]), answer(errno(EPERM))];
  return [
    load(OFFSET_ARGUMENTS[0]),
    ...whenEqual(AF.unix, byType),
    ...whenEqual(AF.inet, byType),
    ...whenEqual(AF.inet6, byType),
    ...whenEqual(AF.netlink, routingOnly),
    answer(errno(EAFNOSUPPORT)),
  ];
}

function encode(program: readonly Instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(program.length * 8));
  program.forEach(([code, ifTrue, ifFalse, value], index) => {
    const at = index * 8;
    bytes.setUint16(at, code, true);
    bytes.setUint8(at + 2, ifTrue);
    bytes.setUint8(at + 3, ifFalse);
    bytes.setUint32(at + 4, value, true);
  });
  return new Uint8Array(bytes.buffer);
}
