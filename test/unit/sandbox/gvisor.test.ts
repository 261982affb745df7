import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import type { ContainerSettings } from '../../../src/adapters/sandbox/container/container-settings.ts';
import { requireGvisorOptions } from '../../../src/adapters/sandbox/container/gvisor-options.ts';
import { gvisorBody, requireFreeUids } from '../../../src/adapters/sandbox/container/gvisor-settings.ts';
import { createSeccompProfile } from '../../../src/adapters/sandbox/container/seccomp-profile.ts';
import { specOf } from '../../integration/sandbox/sandbox-harness.ts';

const OPTIONS = ['--network=host', '--oci-seccomp=true', '--directfs=false'];

describe('a container on gVisor', () => {
  it('has its kernel in a user namespace of free ids, and a limit of processes inside', () => {
    const body = gvisorBody('name', settingsOf(64_646));
    const map = [{ container_id: 0, host_id: 63_646, size: 1001 }];
    expect(body).to.deep.include({
      user: '1000:1000',
      userns: { nsmode: 'private' },
      idmappings: { HostUIDMapping: false, HostGIDMapping: false, UIDMap: map, GIDMap: map },
      netns: { nsmode: 'path', value: '/proc/1/ns/net' },
      cap_drop: ['ALL'],
      no_new_privileges: true,
    });
    expect(body).to.have.property('r_limits').that.deep.includes({ type: 'nproc', soft: 65, hard: 65 });
  });

  it('is refused where the ids of its kernel may be somebody’s', () => {
    expect(() => requireFreeUids(62_183)).to.throw(/HUBWRIGHT_SANDBOX_UID has to be 62184 or more/);
    expect(() => requireFreeUids(62_184)).to.not.throw();
  });

  for (const missing of OPTIONS) {
    it(`is refused where its kernel was started without ${missing}`, async () => {
      const others = OPTIONS.filter((option) => option !== missing);
      await withProcess(others, (pid) =>
        expect(() => requireGvisorOptions(pid)).to.throw(`runsc was started without ${missing}: `),
      );
    });
  }

  it('is let go on with all options, but not where its kernel has ended', async () => {
    await withProcess(OPTIONS, (pid) => expect(() => requireGvisorOptions(pid)).to.not.throw());
    expect(() => requireGvisorOptions(0)).to.throw(/ended before/);
  });

  it('answers ENOSYS to system calls by leaving them to a tracer that nobody can be', () => {
    const engine = JSON.stringify({ syscalls: [{ names: ['read', 'ptrace'], action: 'SCMP_ACT_ALLOW' }] });
    const { defaultAction, syscalls } = JSON.parse(createSeccompProfile(engine, true)) as {
      defaultAction: string;
      syscalls: { names: string[]; action: string }[];
    };
    const actionsOf = (name: string): string[] =>
      syscalls.filter(({ names }) => names.includes(name)).map(({ action }) => action);
    expect(defaultAction).to.equal('SCMP_ACT_TRACE');
    expect(actionsOf('clone3')).to.deep.equal(['SCMP_ACT_TRACE']);
    expect(actionsOf('ptrace')).to.deep.equal(['SCMP_ACT_ERRNO']);
    expect(actionsOf('read')).to.deep.equal(['SCMP_ACT_ALLOW']);
  });
});

function settingsOf(uid: number): ContainerSettings {
  return {
    ...{ spec: specOf('true'), hubId: 'hub', ownerName: 'owner', uid, image: 'image', imageVariables: [] },
    ...{ runtime: null, networkPath: '/proc/1/ns/net', seccompPath: '/seccomp.json', mounts: [] },
  };
}

/** Runs `use` while there is a process with these words on its command line. */
async function withProcess(words: readonly string[], use: (pid: number) => void): Promise<void> {
  const child = spawn('/bin/sh', ['-c', 'echo up; read -r _', ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  try {
    await once(child.stdout, 'data');
    use(child.pid ?? 0);
  } finally {
    child.stdin.end();
    await exit;
  }
}
