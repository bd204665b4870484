// The small application behind a compose file as a team writes it: fixed ports, fixed names, nothing about colours.
import type { Server } from './server.ts';
import { composeFile, impatient, type Scenario } from './site.ts';

/** @param ports published port of each service */
export function compose(name: string, ports: Readonly<Record<string, number>>, environment: Readonly<Record<string, string>> = {}): string {
  const settings = Object.entries(environment).map(([key, value]) => `      ${key}: ${value}`);
  const services = Object.entries(ports).flatMap(([service, port]) => [
    `  ${service}:`,
    `    image: ${name}/${service}:latest`,
    `    container_name: ${name}-${service}`,
    '    ports:',
    `      - "${port}:8000"`,
    ...(settings.length > 0 ? ['    environment:', ...settings] : []),
    '    volumes:',
    '      - notes:/notes',
    '    healthcheck:',
    '      test: ["CMD", "test", "-e", "/tmp/ready"]',
    '      interval: 1s',
    '      timeout: 5s',
    '      retries: 12',
    '    stop_grace_period: 5s',
    '    restart: unless-stopped',
  ]);
  return ['services:', ...services, 'volumes:', '  notes:', ''].join('\n');
}

type Part = Pick<Scenario, 'inputs' | 'release' | 'checkout' | 'crash'>;

export function composeScenario(name: string, ports: Readonly<Record<string, number>>): Part {
  const services = Object.keys(ports);
  return {
    inputs: { runtime: 'compose', service: services[0] ?? '', 'health-path': '/api/notes?limit=1' },
    checkout: composeFile(compose(name, ports)),
    release: ({ images }, version) => ({
      images: services.map((service) => `${service}=${images[version]}`).join('\n'),
      ...impatient(version),
    }),
    crash: (server, color) => crash(server, `${name}-${color}-${services[0]}-1`),
  };
}

/** As a program that ends by itself: whoever started the container makes it run again, if that was wanted. */
export async function crash(server: Server, container: string): Promise<void> {
  await server.inside(`kill -KILL "$(docker inspect --format '{{.State.Pid}}' ${container})"`);
}

/** The team's own `docker compose up`, of a version that calls itself `before`. */
export async function upBefore(server: Server, name: string, ports: Readonly<Record<string, number>>): Promise<void> {
  const image = server.images.v1;
  await server.put(`/home/deploy/apps/${name}/docker-compose.yml`, compose(name, ports, { SAYS: 'before' }));
  const tags = Object.keys(ports).map((service) => `docker tag ${image} ${name}/${service}:latest`);
  await server.inside(
    `docker pull -q ${image}; ${tags.join('; ')}; cd /home/deploy/apps/${name}; chown -R deploy:deploy ..; docker compose up --detach --wait --pull never`,
  );
}
