import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as it came. */
export interface ReceivedMessage {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly id: string;
    readonly type: string;
    readonly aggregateId?: string;
    readonly sequence?: number;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

/** Somebody outside who is told of events. */
export interface WebhookReceiver {
  readonly url: string;
  /** Every message, also those that were not accepted. */
  readonly messages: ReceivedMessage[];
  /** What is answered; 200 when it is null. */
  answer: ((message: ReceivedMessage, response: ServerResponse) => void) | null;
  stop(): Promise<void>;
}

/** Starts one on a free port of this machine. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const message: ReceivedMessage = {
        id: String(request.headers['webhook-id']),
        headers: request.headers,
        text,
        body: JSON.parse(text === '' ? '{}' : text) as ReceivedMessage['body'],
      };
      receiver.messages.push(message);
      if (receiver.answer === null) response.end('thanks');
      else receiver.answer(message, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    messages: [],
    answer: null,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
