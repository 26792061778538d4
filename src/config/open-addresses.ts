type Source = Readonly<Record<string, string | undefined>>;

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/;

/** What of these variables leads to another machine by an address that anybody on the way could read. */
export function openAddresses(given: Source, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const address = given[name];
    if (address === undefined || !URL.canParse(address)) return [];
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' || LOOPBACK.test(hostname)
      ? []
      : [`${name} must start with https://`];
  });
}
