import type { InputSpec } from '@slipway/action';

export const nginxInputs = {
  'nginx-mode': {
    type: 'choice',
    default: 'reload',
    choices: ['reload', 'socket'],
    description:
      'With router nginx: `reload` writes an include file and reloads nginx; `socket` renames a symbolic link to unix sockets, which needs no reload.',
    example: 'reload',
  },
  'nginx-directory': {
    type: 'string',
    default: '/etc/nginx/slipway',
    description:
      "With router nginx: folder on the server that holds our include file, writable for the user, readable for nginx's workers.",
    example: '/etc/nginx/slipway',
  },
  'nginx-container': {
    type: 'string',
    description: 'With router nginx: name of the container that nginx runs in, where it runs in one.',
    example: 'notes-nginx-1',
  },
  'nginx-config': {
    type: 'string',
    description: 'With router nginx: its main configuration, where that is not the one that nginx was built with.',
    example: '/opt/nginx/nginx.conf',
  },
  'nginx-pid': {
    type: 'string',
    default: '/run/nginx.pid',
    description: 'With router nginx: the file with the number of its master process.',
    example: '/run/nginx.pid',
  },
  'router-url': {
    type: 'string',
    default: 'http://127.0.0.1:80',
    description:
      'With router nginx: where the server itself reaches what users see, with the path that leads to `service` where there is one.',
    example: 'https://127.0.0.1/api',
  },
  'router-host': {
    type: 'string',
    description: 'Host name to ask `router-url` for, where the router decides by it; with https the name of the certificate.',
    example: 'app.example.com',
  },
} as const satisfies Readonly<Record<string, InputSpec>>;
