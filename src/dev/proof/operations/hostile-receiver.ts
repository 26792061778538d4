import { createHmac } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a receiver may behave. */
export type Manner = 'good' | 'down' | 'slow' | '500' | 'doubled' | 'hangs up' | 'redirect inwards';

interface Received {
  readonly id: string;
  readonly aggregateId: string;
  readonly sequence: number;
}

/**
 * Somebody outside who is told of events and behaves badly in turns. Its books are what a careful receiver keeps: one
 * effect for each id, whatever comes how often.
 */
export class HostileReceiver {
  manner: Manner = 'good';
  /** Whoever follows redirects arrives there. */
  inwards = 0;
  badSignatures = 0;
  messages = 0;
  /** Effects by id: 1 each, or the receiver has not kept its books. */
  readonly effects = new Map<string, number>();
  /** First messages that it has accepted, in their order. */
  readonly accepted: Received[] = [];
  private readonly server: Server;
  secret = '';

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.url === '/inwards') this.inwards += 1;
        else this.take(Buffer.concat(chunks).toString('utf8'), request.headers, response);
      });
    });
  }

  static async start(): Promise<HostileReceiver> {
    const receiver = new HostileReceiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(
    text: string,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    response: ServerResponse,
  ): void {
    const { manner } = this;
    if (manner === 'down' || manner === 'hangs up') {
      response.socket?.destroy();
      return;
    }
    this.messages += 1;
    if (!this.isSigned(text, headers)) this.badSignatures += 1;
    if (manner === 'slow') return;
    if (manner === '500') response.writeHead(500).end();
    else if (manner === 'redirect inwards') response.writeHead(307, { location: '/inwards' }).end();
    else {
      this.work(JSON.parse(text) as Received);
      // It has worked, and says that it has not: the same comes once more.
      response.writeHead(manner === 'doubled' && Math.random() < 0.5 ? 503 : 204).end();
    }
  }

  private work({ id, aggregateId, sequence }: Received): void {
    if (this.effects.has(id)) return;
    this.effects.set(id, 1);
    this.accepted.push({ id, aggregateId, sequence });
  }

  private isSigned(
    text: string,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): boolean {
    const [id, at] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
    const key = Buffer.from(this.secret.replace('whsec_', ''), 'base64');
    const digest = createHmac('sha256', key).update(`${id}.${at}.${text}`).digest('base64');
    return String(headers['webhook-signature']).split(' ').includes(`v1,${digest}`);
  }
}
