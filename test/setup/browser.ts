/** An answer to a browser that does not follow redirects by itself. */
export interface PageAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

/** As much of a browser as a redirect needs: cookies by host, and nothing else. */
export class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();

  /** @param sent headers of every request */
  constructor(private readonly sent: Readonly<Record<string, string>> = {}) {}

  /** One request; the cookies that it sets are kept. */
  async open(url: string): Promise<PageAnswer> {
    const { host } = new URL(url);
    const jar = this.cookies.get(host) ?? new Map<string, string>();
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { ...this.sent, ...(cookie ? { cookie } : {}) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    this.cookies.set(host, jar);
    return {
      status: answer.status,
      location: answer.headers.get('location'),
      text: await answer.text(),
    };
  }

  /** Follows redirects until one leads to an address with this beginning, which is not opened. */
  async follow(url: string, until: string): Promise<string> {
    let next = url;
    for (let hops = 0; hops < 10 && !next.startsWith(until); hops += 1) {
      const { status, location, text } = await this.open(next);
      if (location === null) throw new Error(`${next} answered ${status}: ${text}`);
      next = new URL(location, next).href;
    }
    return next;
  }
}
