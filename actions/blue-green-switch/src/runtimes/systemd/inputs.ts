import type { InputSpec } from '@slipway/action';

/** Inputs of the runtime `systemd`; `ports` is read by `compose-files` and `command` too. */
export const systemdInputs = {
  units: {
    type: 'lines',
    description:
      'With runtime systemd: services and their template units, as `service=unit`; `backend=notes-backend` means `notes-backend@blue.service` and `notes-backend@green.service`. A service without a line in `ports` runs once, on the confirmed colour.',
    example: 'backend=notes-backend',
  },
  ports: {
    type: 'lines',
    description:
      'With runtimes systemd and command: `service=public:blue:green`, the port that users know and where each colour answers, a port on loopback or the path of a unix socket. With runtime compose-files: `service=public`, or `service=public:container` where the service publishes several.',
    example: 'backend=8000:8101:8102',
  },
  artifact: {
    type: 'string',
    description:
      'With runtime systemd: the release as a folder or a .tar.gz in the repository; its content becomes `<directory>/releases/<version>` on the server. Without it, that folder must stand there already.',
    example: 'dist',
  },
  'systemd-scope': {
    type: 'choice',
    default: 'user',
    choices: ['user', 'system'],
    description:
      'With runtime systemd: whose units they are. `user`: those of the SSH user, who needs no further right; `system`: those of the machine, by the lines for sudo that prepare-server.sh writes.',
    example: 'system',
  },
} as const satisfies Record<string, InputSpec>;
