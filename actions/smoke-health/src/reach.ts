import type { Check } from '@slipway/checks';
import type { Address, Shell } from '@slipway/shell';
import type { PlannedCheck } from './planned.ts';

/** With `via: ssh` a request goes to the host and port of its URL as the server sees them. Other kinds ask through the shell by themselves. */
export async function throughServer(planned: readonly PlannedCheck[], shell: Shell): Promise<readonly PlannedCheck[]> {
  const reached = new Map<string, Promise<Address>>();
  const reach = (address: Address): Promise<Address> => {
    const key = JSON.stringify(address);
    const found = reached.get(key) ?? shell.reach(address);
    reached.set(key, found);
    return found;
  };
  const through = async (check: Check): Promise<Check> => {
    if (!/^https?:/.test(check.url)) return check;
    const address = await reach(check.address ?? addressOf(check.url));
    const { compareTo } = check;
    if (compareTo === undefined) return { ...check, address };
    return { ...check, address, compareTo: { ...compareTo, address: await reach(addressOf(compareTo.url)) } };
  };
  return Promise.all(planned.map(async (one) => ({ ...one, check: await through(one.check) })));
}

function addressOf(text: string): Address {
  const url = new URL(text);
  return { host: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
}
