// An application in folders, run by units of the deploying user: in front of it a unix socket or a port for each colour.
import { join } from 'node:path';
import { writeApplication } from '../runtimes/systemd-app.ts';
import { ownUpstream, putSite, startNginx, wireSite } from './nginx.ts';
import type { Server } from './server.ts';
import { impatient, type Scenario } from './site.ts';

const unitFolder = '/home/deploy/.config/systemd/user';

function template(root: string): string {
  return [
    '[Service]',
    `EnvironmentFile=${root}/backend-%i.env`,
    `Environment=NOTES=${root}/notes`,
    `WorkingDirectory=${root}/%i`,
    `ExecStart=${root}/%i/notes.pl`,
    // nginx's workers are another user, who must be able to connect.
    'UMask=0000',
    'Restart=on-failure',
    'RestartSec=300ms',
    'TimeoutStopSec=20',
    '[Install]',
    'WantedBy=default.target',
    '',
  ].join('\n');
}

async function makeRoot(server: Server, name: string): Promise<void> {
  const root = `/opt/${name}`;
  await server.inside(`install -d -m 755 -o deploy -g deploy ${root} ${root}/notes`);
  await server.put(`${unitFolder}/${name}@.service`, template(root));
  await server.inside('chown -R deploy:deploy /home/deploy/.config');
}

const build = async (folder: string): Promise<void> => {
  for (const version of ['v1', 'v2', 'v3']) await writeApplication(join(folder, version), 'serves');
  await writeApplication(join(folder, 'never'), 'is-unwell');
};

function part(name: string, port: number, places: string): Pick<Scenario, 'inputs' | 'checkout' | 'release' | 'crash'> {
  return {
    inputs: {
      runtime: 'systemd',
      directory: `/opt/${name}`,
      units: `backend=${name}`,
      ports: `backend=${places}`,
      router: 'nginx',
      'router-url': `http://127.0.0.1:${port}`,
    },
    checkout: build,
    release: (_, version) => ({ artifact: version, ...impatient(version) }),
    crash: async (server, color) => void (await server.asDeploy(`systemctl --user kill --signal=KILL ${name}@${color}.service`)),
  };
}

const keptFor = (name: string): string[] => [
  `/opt/${name}/current`,
  `/opt/${name}/green`,
  `/opt/${name}/backend-green.env`,
  `/opt/${name}/releases/v2`,
  '/etc/nginx/sites-enabled',
];

const sockets = part('fastvue', 8082, '8200:/run/fastvue/blue.sock:/run/fastvue/green.sock');

/** Nothing was there before but the block of nginx, which answers 502. */
export const nginxSockets: Scenario = {
  ...sockets,
  title: 'router nginx with sockets in front of systemd units',
  name: 'fastvue',
  port: 8082,
  inputs: { ...sockets.inputs, 'nginx-mode': 'socket' },
  async prepare(server) {
    await startNginx(server);
    await makeRoot(server, 'fastvue');
    // /run is empty after a boot.
    await server.put('/etc/tmpfiles.d/fastvue.conf', 'd /run/fastvue 0755 deploy deploy -\n');
    await server.inside('systemd-tmpfiles --create /etc/tmpfiles.d/fastvue.conf');
    await putSite(server, 'fastvue', ownUpstream(8082, 8200, 'fastvue'));
  },
  wire: (server, refusal) => wireSite(server, 'fastvue', refusal),
  kept: [...keptFor('fastvue'), '/etc/nginx/slipway/fastvue', '/etc/nginx/slipway/fastvue.conf'],
  promise: { move: 'nothing', crash: 'reserve' },
};

const inPlacePart = part('inplace', 8087, '8700:8701:8702');
export const oldRelease = '/opt/inplace/releases/20260217_020000';
export const watched = '/root/current.gone';

/** Whoever reads `current` must never find none: asked a thousand times a second for as long as the server runs. */
const watcher = `perl -e 'while (1) { -e "/opt/inplace/current/notes.pl" or do { print "gone\\n"; $| = 1 }; select undef, undef, undef, 0.001 }'`;

/** Releases by time, a link to the current one, and a unit that runs it: until now each deployment moved the link and restarted the unit. */
export const nginxInPlace: Scenario = {
  ...inPlacePart,
  title: 'router nginx in front of releases with a current link',
  name: 'inplace',
  port: 8087,
  async prepare(server) {
    await startNginx(server);
    await makeRoot(server, 'inplace');
    await writeApplication('/tmp/ends-inplace', 'serves');
    const { readFile } = await import('node:fs/promises');
    await server.put(`${oldRelease}/notes.pl`, await readFile('/tmp/ends-inplace/notes.pl', 'utf8'), '755');
    const unit = ['[Service]', 'User=deploy', 'Environment=PORT=8700 SLIPWAY_VERSION=before NOTES=/opt/inplace/notes'];
    const rest = [
      'WorkingDirectory=/opt/inplace/current',
      'ExecStart=/opt/inplace/current/notes.pl',
      '[Install]',
      'WantedBy=multi-user.target',
      '',
    ];
    await server.put('/etc/systemd/system/inplace-backend.service', [...unit, ...rest].join('\n'));
    await server.inside(
      [
        'ln -s releases/20260217_020000 /opt/inplace/current; chown -hR deploy:deploy /opt/inplace',
        'systemctl enable --quiet --now inplace-backend',
        `setsid -f ${watcher} > ${watched} 2>&1 < /dev/null`,
      ].join('\n'),
    );
    await putSite(server, 'inplace', ownUpstream(8087, 8700, 'inplace'));
  },
  wire: (server, refusal) => wireSite(server, 'inplace', refusal),
  before: 'before',
  kept: [...keptFor('inplace'), oldRelease, ...['conf', 'routes', 'confirmed'].map((end) => `/etc/nginx/slipway/inplace.${end}`)],
  promise: { move: 'kept', crash: 'reserve' },
};
