import { Failure } from '@slipway/action';
import { makeFolder, readText, replaceFile } from '@slipway/shell';
import type { RouterAdapter, Takeover } from '../../router.ts';
import { fileValue } from '../haproxy/answers.ts';
import { liveKey, type RouterPlan } from '../haproxy/config.ts';
import type { Haproxy } from '../haproxy/haproxy.ts';
import { chooseBeside, usedPorts } from '../haproxy/takeover.ts';
import { keepRenewal, putCertificateBack, takeCertificate } from './certificate.ts';
import { globalFile, renderGlobal } from './place.ts';
import { isServing, type Serving, serve } from './serve.ts';

export interface ManagedOptions extends Serving {
  readonly haproxy: Haproxy;
  readonly plan: RouterPlan;
  /** Path of the team's certificate on the server. */
  readonly certificate: string | undefined;
}

/** HAProxy in a container of Slipway's own, for a server without a proxy. Once it runs, it is steered as every HAProxy is. */
export function managedRouter(options: ManagedOptions): RouterAdapter {
  const { haproxy, shell, place, plan } = options;

  const kept = async (): Promise<string> => fileValue((await readText(shell, plan.mapFile)) ?? '', liveKey) ?? 'none';

  /** Where the container does not run, nothing is routed, whatever the disk says. */
  const words = async (): Promise<{ now: string; kept: string }> => {
    try {
      return await haproxy.words();
    } catch (error) {
      if (!(error instanceof Failure) || (await isServing(shell, place))) throw error;
      return { now: 'none', kept: await kept() };
    }
  };

  const makePlace = async (): Promise<void> => {
    await makeFolder(shell, place.directory);
    const path = `${place.directory}/${globalFile}`;
    const wanted = renderGlobal(place);
    if ((await readText(shell, path)) !== wanted) await replaceFile(shell, path, wanted, '600');
  };

  const prepare = async (): Promise<void> => {
    await makePlace();
    const { certificate } = options;
    const renewed = certificate !== undefined && (await takeCertificate(shell, place, certificate));
    try {
      await serve(options);
      await refuseTakenTls(options);
      const { now } = await words();
      // One that was started just now serves what is confirmed, also where nothing ran when the run began.
      await haproxy.prepare(now.startsWith('green') ? 'green' : now.startsWith('blue') ? 'blue' : undefined, renewed);
      if (certificate !== undefined) await keepRenewal(shell, place, certificate);
    } catch (error) {
      if (renewed) await putCertificateBack(shell, place);
      throw error;
    }
  };

  return {
    kind: 'managed',
    abilities: haproxy.abilities,
    program: haproxy.program,
    prepare,
    takeover: takeoverOf(options, async () => {
      await makePlace();
      if (options.certificate !== undefined && (await takeCertificate(shell, place, options.certificate)))
        await keepRenewal(shell, place, options.certificate);
      await serve(options);
    }),
    words,
    front: (published) => haproxy.front(published),
    reachable: (color) => haproxy.reachable(color),
    inflight: (color) => haproxy.inflight(color),
    failures: (color) => haproxy.failures(color),
  };
}

/** A stack that serves is taken over before anything was prepared: the container must run by then. */
function takeoverOf({ haproxy: { takeover }, shell, place }: ManagedOptions, start: () => Promise<void>): Takeover {
  return {
    ...takeover,
    // Only a look: nothing of ours need be there yet.
    choose: async (ports) => chooseBeside(ports, await usedPorts(shell, place.directory)),
    ready: start,
    async enter(entrance, when) {
      if (when !== 'boot') await start();
      await takeover.enter(entrance, when);
    },
  };
}

/** As for published ports: a port that somebody else has would be refused by the new worker only. */
async function refuseTakenTls({ shell, plan, place }: ManagedOptions): Promise<void> {
  if (!plan.edge?.tls) return;
  const config = (await readText(shell, `${place.directory}/${place.project}.cfg`)) ?? '';
  if (/^\s+bind \S*:443 /m.test(config)) return;
  const listening = await shell.run(['ss', '-Hltn', 'sport = :443'], { allowFailure: true });
  if (listening.stdout.trim() === '') return;
  throw new Failure('port-taken', `Port 443 is in use on ${shell.where}, so HTTPS cannot be served there.`, {
    state: 'Nothing was changed; what listens there goes on.',
    hint: "See who: ss -ltnp 'sport = :443'.",
  });
}
