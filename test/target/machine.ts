// Starting a container that boots like a machine. What it may ask of the engine differs between a laptop and a sandbox.
import { readFile } from 'node:fs/promises';
import { docker, run } from './docker.ts';

// The order of the kernel's capability numbers.
const capabilities = (
  'chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service net_broadcast ' +
  'net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice ' +
  'sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm ' +
  'block_suspend audit_read'
).split(' ');
const neverNeeded = ['sys_module', 'sys_rawio', 'sys_boot', 'sys_time'];

/** Names of the capabilities that this process could pass on: inside a sandbox the engine can give no others. */
async function available(): Promise<string[]> {
  const bounding = /^CapBnd:\s*([0-9a-f]+)/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const mask = BigInt(`0x${bounding}`);
  return capabilities.filter((name, bit) => ((mask >> BigInt(bit)) & 1n) === 1n && !neverNeeded.includes(name));
}

/** The words for `docker create` with which systemd boots: `privileged`, or where that is refused one `--cap-add` for each that is to be had. */
async function powers(privileged: boolean): Promise<string[]> {
  const own = (await available().catch(() => [])).map((name) => `--cap-add=${name}`);
  const unlocked = ['--security-opt', 'seccomp=unconfined', '--security-opt', 'apparmor=unconfined', '--device-cgroup-rule', 'a *:* rwm'];
  const version = await docker(['info', '--format', '{{ .CgroupVersion }}']);
  const cgroups = version === '1' ? ['--cgroupns=host', '--volume', '/sys/fs/cgroup:/sys/fs/cgroup:rw'] : ['--cgroupns=private'];
  return [
    ...(privileged ? ['--privileged'] : [...own, ...unlocked]),
    ...cgroups,
    '--tmpfs',
    '/run',
    '--tmpfs',
    '/run/lock',
    '--tmpfs',
    '/tmp:exec',
  ];
}

let refused = false;

/** Creates and starts a machine; `--privileged` first, and what is there where the engine cannot give everything. */
export async function runMachine(name: string, args: readonly string[]): Promise<void> {
  if (!refused) {
    const ran = await run(['docker', 'run', '--detach', '--name', name, ...(await powers(true)), ...args]);
    if (ran.code === 0) return;
    if (!/unable to apply caps/.test(ran.stderr)) throw new Error(`docker run ${name}: ${ran.stderr.trim()}`);
    refused = true;
    await docker(['rm', '--force', name]);
  }
  await docker(['run', '--detach', '--name', name, ...(await powers(false)), ...args]);
}
