import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a carrier or tax engine may fail. */
export type OutsideFault =
  'status' | 'garbage' | 'wrong form' | 'huge' | 'slow' | 'redirect' | 'hangs up';

/** A carrier at `/quotes` and a tax engine at `/rates`, who check the signature of what they are asked. */
export interface OutsideServer {
  readonly url: string;
  readonly secret: string;
  /** Prices by method code. */
  prices: Record<string, string>;
  /** Rates by tax class. */
  rates: Record<string, string>;
  /** How they fail from now on; null: not at all. */
  fault: OutsideFault | null;
  /** Runs before an answer is given. */
  meanwhile: (() => Promise<void>) | null;
  /** What was asked, in its order. */
  readonly asked: Record<string, unknown>[];
  /** Requests at the place that redirects lead to. */
  canary: number;
  stop(): Promise<void>;
}

const SECRET = 'outside-secret-outside-secret';

/** Starts one on a free port of this machine. */
export async function startOutside(): Promise<OutsideServer> {
  const server = createServer((request, response) => {
    void answer(outside, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const outside: OutsideServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secret: SECRET,
    prices: {},
    rates: {},
    fault: null,
    meanwhile: null,
    asked: [],
    canary: 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return outside;
}

async function answer(
  outside: OutsideServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url === '/canary') outside.canary += 1;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  if (!isSigned(body, String(request.headers['x-signature']))) {
    response.writeHead(401).end();
    return;
  }
  const question = JSON.parse(body) as { currency?: string; methodCodes?: string[] };
  outside.asked.push(question);
  await outside.meanwhile?.();
  const honest =
    request.url === '/quotes'
      ? { quotes: quotesOf(outside, question.currency ?? '') }
      : { rates: ratesOf(outside) };
  send(outside.fault, response, honest);
}

function isSigned(body: string, header: string): boolean {
  const [, seconds = '', digest = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const right = createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex');
  return digest === right && Math.abs(Date.now() / 1000 - Number(seconds)) < 60;
}

const quotesOf = ({ prices }: OutsideServer, currency: string) =>
  Object.entries(prices).map(([methodCode, price]) => ({ methodCode, price, currency }));

const ratesOf = ({ rates }: OutsideServer) =>
  Object.entries(rates).map(([taxClass, rate]) => ({
    taxClass,
    rate,
    name: `Outside ${taxClass}`,
  }));

function send(fault: OutsideFault | null, response: ServerResponse, honest: object): void {
  switch (fault) {
    case 'status':
      response.writeHead(500).end('{}');
      return;
    case 'garbage':
      response.end('<html>');
      return;
    case 'wrong form':
      response.end(JSON.stringify({ quotes: 'none', rates: [{ taxClass: 'standard', rate: 7 }] }));
      return;
    case 'huge':
      response.end(JSON.stringify({ ...honest, more: 'x'.repeat(1_000_000) }));
      return;
    case 'slow':
      setTimeout(() => response.end(JSON.stringify(honest)), 2_000).unref();
      return;
    case 'redirect':
      response.writeHead(307, { location: '/canary' }).end();
      return;
    case 'hangs up':
      response.destroy();
      return;
    case null:
      response.end(JSON.stringify(honest));
  }
}
