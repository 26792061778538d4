import {
  isDevelopmentRing,
  parseKeyRing,
  parseSigningKeys,
  SECRET_NAMES,
  secretFault,
} from './secrets.js';

type Source = Readonly<Record<string, string | undefined>>;

/** Half a configuration of the OpenID provider, or one that anybody on the way can read. */
export function providerFaults(given: Source, production: boolean): string[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = given;
  if ((issuer === undefined) !== (clientId === undefined)) {
    return ['OIDC_ISSUER and OIDC_CLIENT_ID go together'];
  }
  if (production && issuer?.startsWith('http:')) return ['OIDC_ISSUER must start with https://'];
  return [];
}

/** What only production minds: known, weak or shared secrets. */
export function productionFaults(given: Source, known: readonly string[]): string[] {
  const faults: string[] = [];
  const owners = new Map<string, string>();
  for (const [name, value] of secretsOf(given)) {
    if (known.some((fault) => fault.startsWith(`${name} `))) continue;
    const fault = secretFault(value);
    if (fault) faults.push(`${name} ${fault}`);
    const other = owners.get(value);
    if (other) faults.push(`${name} must differ from ${other}`);
    else owners.set(value, name);
  }
  if (Number(given['PASSWORD_HASH_COST'] ?? 12) < 12) {
    faults.push('PASSWORD_HASH_COST must be at least 12');
  }
  const ring = parseKeyRing(given['ENCRYPTION_KEYS'] ?? '');
  if (typeof ring !== 'string' && isDevelopmentRing(ring)) {
    faults.push('ENCRYPTION_KEYS is a known placeholder');
  }
  return faults;
}

/** Every secret by the variable it stands in; a key ring has several. */
function secretsOf(given: Source): (readonly [string, string])[] {
  const keys = parseSigningKeys(given['JWT_KEYS'] ?? '');
  return [
    ...(typeof keys === 'string' ? [] : keys.map(({ secret }) => ['JWT_KEYS', secret] as const)),
    ...SECRET_NAMES.flatMap((name) => {
      const value = given[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  ];
}
