import ipaddr from 'ipaddr.js';

/** Where a request came from, in a form that always fits its columns. */
export interface ClientInfo {
  /** An address that PostgreSQL's `inet` takes; `0.0.0.0` when there is none. */
  readonly ip: string;
  /** At most 512 code points, `''` when there is none. */
  readonly userAgent: string;
}

const UNKNOWN_IP = '0.0.0.0';
const USER_AGENT_LENGTH = 512;
const LONGEST_ADDRESS = 100;
/** `[2001:db8::1]:443`, `203.0.113.7:443`. */
const WITH_PORT = /^(?:\[([^\]]+)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/;

/**
 * One spelling per address: an IPv4 address inside IPv6 becomes IPv4, a zone id and a port (some
 * balancers write one) go away and nonsense becomes `0.0.0.0`, because login must never fail over the
 * address of the caller.
 */
export function normaliseIp(address: string | undefined): string {
  const given = (address ?? '').slice(0, LONGEST_ADDRESS);
  const [, inBrackets, beforePort] = WITH_PORT.exec(given) ?? [];
  const text = (inBrackets ?? beforePort ?? given).replace(/%.*$/, '');
  if (!ipaddr.IPv6.isValid(text) && !ipaddr.IPv4.isValidFourPartDecimal(text)) return UNKNOWN_IP;
  return ipaddr.process(text).toString();
}

/** What a limit per address counts by: an IPv6 caller owns a whole /64. */
export function ipLimitKey(address: string | undefined): string {
  const ip = ipaddr.parse(normaliseIp(address));
  if (!(ip instanceof ipaddr.IPv6)) return ip.toString();
  return `${ip.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

/** The same as a network that PostgreSQL's `inet` compares with `<<=`. */
export function ipNetwork(address: string | undefined): string {
  const key = ipLimitKey(address);
  return key.includes('/') ? key : `${key}/32`;
}

/** The header cut to its column, by code points so that no character is halved. */
export function normaliseUserAgent(header: string | string[] | undefined): string {
  const text = Array.isArray(header) ? header.join(' ') : (header ?? '');
  const clean = text.replaceAll('\0', '');
  return clean.length <= USER_AGENT_LENGTH
    ? clean
    : [...clean].slice(0, USER_AGENT_LENGTH).join('');
}
