import type { Host } from '@slipway/action';
import type { Color, Published } from '@slipway/docker';
import type { Address, Shell } from '@slipway/shell';
import { openRouter } from './open-router.ts';
import type { RouterAdapter } from './router.ts';
import type { Inputs } from './run.ts';
import type { Runtime } from './runtime.ts';
import type { View } from './work.ts';

/** An application as its runtime knows it, read from its files; nothing is changed by opening it. */
export interface Application {
  /** Name of the application on its target. */
  readonly name: string;
  /** Folder of Slipway's own files for it there. */
  readonly state: string;
  /** Service to image, from the input `images`. @throws Failure `bad-input` naming every wrong line */
  images(lines: readonly string[]): Record<string, string>;
  /** Colours of the released services. With none given, what runs can be looked at, and nothing is written. */
  runtime(shell: Shell, released: readonly string[]): Promise<Runtime>;
  /** Refuses what cannot be released so. @throws Failure */
  refuse(released: readonly string[]): void;
  /**
   * Looks ahead at everything that such a release would meet later, and changes nothing. @returns how each service is treated, as Markdown
   * @throws Failure where it cannot be released so
   */
  survey?(images: Readonly<Record<string, string>>): Promise<string>;
  /** Starts what a release needs beside itself, like databases, where it does not run. */
  ensure(shell: Shell, released: readonly string[]): Promise<void>;
}

export interface ApplicationContext {
  readonly shell: Shell;
  readonly host: Host;
  readonly inputs: Inputs;
}

export interface RouterContext extends ApplicationContext {
  readonly name: string;
  readonly state: string;
  readonly published: readonly Published[];
  readonly address: (color: Color, published: Published) => Address;
}

type Opener<Context, Opened> = () => Promise<{ open(context: Context): Opened | Promise<Opened> }>;

/** One file for each runtime and router; only what an input names is loaded. */
const runtimes: Readonly<Record<Inputs['runtime'], Opener<ApplicationContext, Application>>> = {
  compose: () => import('./runtimes/compose/open.ts'),
  'compose-files': () => import('./runtimes/compose-files/open.ts'),
  systemd: () => import('./runtimes/systemd/open.ts'),
  command: () => import('./runtimes/command/open.ts'),
};

const routers: Readonly<Record<Inputs['router'], Opener<RouterContext, RouterAdapter>>> = {
  haproxy: () => import('./routers/haproxy/open.ts'),
  nginx: () => import('./routers/nginx/open.ts'),
  managed: () => import('./routers/managed/open.ts'),
  caddy: () => import('./routers/caddy/open.ts'),
  traefik: () => import('./routers/traefik/open.ts'),
  command: () => import('./routers/command/open.ts'),
};

export async function openApplication(context: ApplicationContext): Promise<Application> {
  return (await runtimes[context.inputs.runtime]()).open(context);
}

/** Runtime and router of an application as a shell sees them: the lease's, where something is to be changed. */
export async function openView(application: Application, context: ApplicationContext, released: readonly string[]): Promise<View> {
  const { shell, host } = context;
  const { name, state } = application;
  const runtime = await application.runtime(shell, released);
  const { open } = await routers[context.inputs.router]();
  const adapter = await open({ ...context, name, state, published: runtime.published, address: (...of) => runtime.address(...of) });
  return { host, shell, name, state, runtime, router: openRouter(shell, adapter) };
}
