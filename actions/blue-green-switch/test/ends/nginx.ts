// nginx on the server, with blocks that teams wrote by hand, and the change that a refusal shows made to them.
import type { Failure } from '@slipway/action';
import { patched } from '../routers/nginx-rig.ts';
import type { Server } from './server.ts';

export async function startNginx(server: Server): Promise<void> {
  await server.inside('systemctl enable --quiet --now nginx');
}

export async function putSite(server: Server, name: string, text: string): Promise<void> {
  await server.put(sitePath(name), text);
  await server.inside('nginx -t -q; nginx -s reload');
}

export const sitePath = (name: string): string => `/etc/nginx/sites-enabled/${name}`;

/** Makes the change as a person would: the diff for that file, a test, a reload. */
export async function wireSite(server: Server, name: string, refusal: Failure): Promise<void> {
  const path = sitePath(name);
  const diff = refusal.message.slice(refusal.message.indexOf(`--- ${path}\n`));
  const before = await server.inside(`cat ${path}`);
  await putSite(server, name, `${patched(before, diff)}\n`);
}

const headers = [
  'proxy_set_header   Host $host;',
  'proxy_set_header   X-Real-IP $remote_addr;',
  'proxy_set_header   X-Forwarded-For $proxy_add_x_forwarded_for;',
  'proxy_set_header   X-Forwarded-Proto $scheme;',
];

function location(path: string, target: string, more: readonly string[] = headers): string[] {
  return [`    location ${path} {`, `        proxy_pass         ${target};`, ...more.map((line) => `        ${line}`), '    }'];
}

/** A page for two services by their ports, chosen by host name among others. */
export function pageAndApi(listen: number, page: number, api: number): string {
  return [
    'server {',
    `    listen ${listen} default_server;`,
    '    return 421;',
    '}',
    '',
    'server {',
    `    listen ${listen};`,
    '    server_name app.example.com 127.0.0.1;',
    '',
    '    # Frontend',
    ...location('/', `http://localhost:${page}`),
    '',
    '    # Backend API',
    ...location('/api/', `http://localhost:${api}`),
    '}',
    '',
  ].join('\n');
}

const upgrade = [
  'proxy_http_version 1.1;',
  'proxy_set_header Upgrade $http_upgrade;',
  "proxy_set_header Connection 'upgrade';",
  'proxy_set_header Host $host;',
  'proxy_cache_bypass $http_upgrade;',
  'proxy_read_timeout 90;',
];

/** An upstream of the team's own, named by two locations. */
export function ownUpstream(listen: number, port: number, upstream: string): string {
  return [
    `upstream ${upstream} {`,
    `    server localhost:${port};`,
    '}',
    '',
    'server {',
    `    listen ${listen};`,
    '    add_header X-Frame-Options "SAMEORIGIN" always;',
    '',
    '    # Proxy settings',
    ...location('/', `http://${upstream}`, upgrade),
    '',
    '    # Health check endpoint',
    ...location('/health', `http://${upstream}/health`, ['access_log off;']),
    '}',
    '',
  ].join('\n');
}
