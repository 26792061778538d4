import { Inject, Injectable } from '@nestjs/common';

import { bareHost, isLoopback, mayCallHost } from '../../../common/outside/public-address.js';
import { ENV, type Env } from '../../../config/env.js';
import { isEventFilter } from '../domain/event-types.js';
import { EndpointUrlRefused, EventTypeUnknown } from '../webhooks.errors.js';

/** A name server that does not answer must not hold up the one who asks. */
const RESOLVE_MS = 3_000;

/** Which addresses may become endpoints. The same is asked again of each connection. */
@Injectable()
export class EndpointUrls {
  constructor(@Inject(ENV) private readonly env: Env) {}

  /** @throws EndpointUrlRefused */
  async assertUsable(text: string): Promise<void> {
    if (!URL.canParse(text)) throw new EndpointUrlRefused();
    const url = new URL(text);
    const isPlain = url.protocol === 'http:' && this.isOurs(url.hostname);
    if (url.protocol !== 'https:' && !isPlain) throw new EndpointUrlRefused();
    if (url.username !== '' || url.password !== '' || url.hash !== '') {
      throw new EndpointUrlRefused();
    }
    if (!(await this.mayCall(url.hostname))) throw new EndpointUrlRefused();
  }

  private isOurs(host: string): boolean {
    if (!this.env.WEBHOOK_ALLOW_LOOPBACK) return false;
    return host === 'localhost' || isLoopback(bareHost(host));
  }

  private async mayCall(host: string): Promise<boolean> {
    const { WEBHOOK_ALLOW_LOOPBACK: allowLoopback } = this.env;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, RESOLVE_MS, true);
    });
    try {
      return await Promise.race([mayCallHost(host, { allowLoopback }), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @throws EventTypeUnknown */
export function assertFilters(types: readonly string[]): void {
  if (!types.every(isEventFilter)) throw new EventTypeUnknown();
}
