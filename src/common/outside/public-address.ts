import ipaddr from 'ipaddr.js';

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
