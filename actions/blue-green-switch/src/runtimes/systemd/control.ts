import { Failure } from '@slipway/action';
import { accountOf, lastLines, type Shell } from '@slipway/shell';
import { parseShow, properties, type UnitState } from './show.ts';

export type Scope = 'user' | 'system';

/** What is ordered of units. The words stand exactly so in the lines for sudo that prepare-server.sh writes. */
export const orders = {
  start: ['start', '--no-block'],
  stop: ['stop', '--no-block'],
  kill: ['kill', '--signal=SIGKILL'],
  enable: ['enable', '--quiet'],
  disable: ['disable', '--quiet'],
  forget: ['reset-failed'],
} as const;

export type Order = keyof typeof orders;

/** systemd on the shell's machine, in one scope. */
export interface Control {
  readonly scope: Scope;
  readonly where: string;
  show(units: readonly string[]): Promise<UnitState[]>;
  /** The program whose answer `parseShow` reads, for those who ask for more in one go. */
  question(units: readonly string[]): { readonly argv: readonly string[]; readonly env: Readonly<Record<string, string>> };
  /** @throws Failure `runtime-failed`, `runtime-setup` where the user may not */
  order(order: Order, unit: string): Promise<void>;
  reload(): Promise<void>;
  /** The first order that the user may not give; undefined where all are allowed. */
  denied(units: readonly string[]): Promise<string | undefined>;
  logs(unit: string): Promise<string>;
}

const lines = '30';

/** @param uid of the shell's user */
export function control(shell: Shell, scope: Scope, uid: string): Control {
  const root = uid === '0';
  const flag = scope === 'user' ? ['--user'] : [];
  const sudo = scope === 'system' && !root ? ['sudo', '-n'] : [];
  // A login without a session of its own, as some servers give it, does not know where the user's systemd listens.
  const env: Record<string, string> = scope === 'user' ? { XDG_RUNTIME_DIR: `/run/user/${uid}` } : {};
  const options = { allowFailure: true, deadline: 30_000, env };
  const question = (units: readonly string[]): ReturnType<Control['question']> => ({
    argv: ['systemctl', ...flag, 'show', `--property=${properties.join(',')}`, '--', ...units],
    env,
  });
  const change = async (words: readonly string[]): Promise<void> => {
    const { code, stderr } = await shell.run([...sudo, 'systemctl', ...flag, ...words], options);
    if (code === 0) return;
    const refused = /a password is required|not allowed|may not run|sudo: .*not found/.test(stderr);
    throw new Failure(
      refused ? 'runtime-setup' : 'runtime-failed',
      `systemctl ${words.join(' ')} failed on ${shell.where}: ${lastLines(stderr, 4) || `exit code ${code}`}`,
      refused ? { hint: sudoHint } : {},
    );
  };
  return {
    scope,
    where: shell.where,
    question,
    async show(units) {
      const { code, stdout, stderr } = await shell.run(question(units).argv, options);
      if (code === 0) return parseShow(stdout);
      throw new Failure('runtime-setup', `systemd on ${shell.where} does not answer: ${lastLines(stderr, 2) || `exit code ${code}`}`, {
        hint: scope === 'user' ? lingerHint(shell) : 'Runtime systemd needs a server that systemd booted.',
      });
    },
    order: (order, unit) => change([...orders[order], unit]),
    reload: () => change(['daemon-reload']),
    async denied(units) {
      if (sudo.length === 0) return undefined;
      const wanted = Object.values(orders).flatMap((words) => units.map((unit) => [...words, unit].join(' ')));
      const text = 'for c; do sudo -n -l -- systemctl $c >/dev/null 2>&1 || { echo "$c"; exit 0; }; done';
      const { stdout } = await shell.run(['sh', '-c', text, 'sh', ...wanted], { ...options, deadline: 60_000 });
      return stdout.trim() || undefined;
    },
    async logs(unit) {
      const which = scope === 'user' ? ['--user-unit', unit] : ['--unit', unit];
      const argv = ['journalctl', '--quiet', '--no-pager', '--output', 'cat', '--lines', lines, ...which];
      const { stdout, stderr } = await shell.run(argv, { ...options, deadline: 20_000 });
      const nothing = `The journal shows nothing of ${unit}; the user may have to be in the group systemd-journal. ${stderr.trim()}`;
      return stdout.trim() === '' ? nothing : stdout;
    },
  };
}

export const lingerHint = (shell: Shell): string => `As root on the server: loginctl enable-linger ${accountOf(shell)}`;
export const sudoHint =
  'As root on the server, once, with the names of the templates and the public key of the deploying user: UNITS="notes-backend" sh prepare-server.sh "ssh-ed25519 …"; docs/systemd.md shows the lines for sudo.';
