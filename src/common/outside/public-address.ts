import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

/** Finds the addresses of a name. */
export type Resolver = (
  name: string,
  answer: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** What may be called beside the open internet. */
export interface GuardOptions {
  readonly allowLoopback: boolean;
  /** The system's own but in tests. */
  readonly resolver?: Resolver;
}

/** Addresses that look public and lead to the host of a virtual machine: Azure's wire server. */
const METADATA: readonly string[] = ['168.63.129.16'];

/** Everything that is routed in IPv6; what lies outside is local, translated or not given out. */
const ROUTED_V6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/**
 * Whether an address belongs to the open internet. Refused: loopback, private, link-local (also the metadata of
 * clouds), CGNAT, multicast, reserved, documentation and benchmarks, and every IPv6 form that carries an IPv4
 * address (mapped, NAT64, 6to4, Teredo), whatever it carries.
 *
 * @param text an address as a resolver gives it; anything else is not public
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || METADATA.includes(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(ROUTED_V6);
}

/** Whether an address is this machine itself. */
export function isLoopback(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.process(text).range() === 'loopback';
}

export const systemResolver: Resolver = (name, answer) => {
  lookup(name, { all: true, verbatim: true }, answer);
};

/** Whether somebody outside may lead us to an address. */
export function isAllowed(address: string, { allowLoopback }: GuardOptions): boolean {
  return isPublicAddress(address) || (allowLoopback && isLoopback(address));
}

/** The host of a URL without the brackets of IPv6. */
export function bareHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** Whether the host of a URL may be called, as far as is known now; a name without any address may. */
export async function mayCallHost(host: string, options: GuardOptions): Promise<boolean> {
  if (isIP(bareHost(host)) !== 0) return isAllowed(bareHost(host), options);
  const resolve = options.resolver ?? systemResolver;
  const addresses = await new Promise<readonly LookupAddress[]>((found) => {
    resolve(host, (error, answers) => {
      found(error === null ? answers : []);
    });
  });
  return addresses.every(({ address }) => isAllowed(address, options));
}
