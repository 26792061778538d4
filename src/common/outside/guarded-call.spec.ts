import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { GuardedCaller } from './guarded-call.js';
import { isPublicAddress, mayCallHost, type Resolver } from './public-address.js';

const INWARDS = [
  ...[
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
  ],
  ...['100.64.0.1', '100.127.255.255', '100.100.100.200', '169.254.169.254', '169.254.170.2'],
  ...['192.0.0.192', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.51.100.1', '203.0.113.1'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
  ...[
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b::808:808',
  ],
  ...['64:ff9b:1::1', '2002:7f00:1::', '2001::1', '2001:db8::1', '3fff::1', '5f00::1', '100::1'],
  ...[
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '4000::1',
    '',
    'x',
  ],
];

describe('isPublicAddress', () => {
  it.each(INWARDS)('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('lets the open internet through, up to the edges of what is not', () => {
    const open = [
      '8.8.8.8',
      '172.15.255.255',
      '172.32.0.1',
      '100.63.255.255',
      '100.128.0.1',
      '192.167.1.1',
    ];
    for (const address of [...open, '2606:4700::1111', '2a00:1450::8']) {
      expect([address, isPublicAddress(address)]).toEqual([address, true]);
    }
  });
});

describe('GuardedCaller', () => {
  let server: Server | undefined;
  let calls = 0;
  const serve = async (): Promise<number> => {
    calls = 0;
    server = createServer((_request, response) => void response.end('inside'));
    // Not requests: that something listens there is already more than may be found out.
    server.on('connection', () => (calls += 1)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server?.once('listening', resolve));
    return (server.address() as AddressInfo).port;
  };
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const names = (...answers: string[][]): Resolver => {
    let asked = 0;
    return (_name, answer) => {
      const found = answers[Math.min(asked, answers.length - 1)] ?? [];
      asked += 1;
      answer(
        null,
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  };
  const post = (caller: GuardedCaller, url: string) =>
    caller.post({ url, headers: {}, body: '{}', timeoutMs: 1000, maxBytes: 100 });
  const refusal = async (call: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await call.catch((reason: unknown) => reason);
    return error instanceof Error ? Reflect.get(error, 'code') : error;
  };

  it.each([
    ['an address', 'http://127.0.0.1', ['8.8.8.8']],
    ['a number', 'http://2130706433', ['8.8.8.8']],
    ['IPv6', 'http://[::ffff:127.0.0.1]', ['8.8.8.8']],
    ['a name', 'http://inside.example', ['127.0.0.1']],
    ['one of several addresses of a name', 'http://half.example', ['8.8.8.8', '127.0.0.1']],
  ])('does not connect inwards by %s', async (_what, host, addresses) => {
    const port = await serve();
    const caller = new GuardedCaller({ allowLoopback: false, resolver: names(addresses) });
    expect(await refusal(post(caller, `${host}:${port}/`))).toBe('ADDRESS_REFUSED');
    expect(calls).toBe(0);
    await caller.close();
  });

  it('looks at each connection: a name that was good when the endpoint was made is asked again', async () => {
    const port = await serve();
    const resolver = names(['8.8.8.8'], ['127.0.0.1']);
    expect(await mayCallHost('rebind.example', { allowLoopback: false, resolver })).toBe(true);
    const caller = new GuardedCaller({ allowLoopback: false, resolver });
    expect(await refusal(post(caller, `http://rebind.example:${port}/`))).toBe('ADDRESS_REFUSED');
    expect(calls).toBe(0);
    await caller.close();
  });

  it('looks at the socket: what it is connected to counts, whatever was said before', async () => {
    const port = await serve();
    let requests = 0;
    server?.on('request', () => (requests += 1));
    let asked = 0;
    // What is looked at is open to everybody, what is connected to is not.
    const turncoat = {
      family: 4,
      get address() {
        asked += 1;
        return asked === 1 ? '8.8.8.8' : '127.0.0.1';
      },
    };
    const caller = new GuardedCaller({
      allowLoopback: false,
      resolver: (_name, answer) => answer(null, [turncoat]),
    });
    expect(await refusal(post(caller, `http://turncoat.example:${port}/`))).toBe('ADDRESS_REFUSED');
    expect(calls).toBe(1);
    expect(requests).toBe(0);
    await caller.close();
  });

  it('connects to the very address that it has looked at, and reads no more than it was told to', async () => {
    const port = await serve();
    const resolver = names(['127.0.0.1'], ['192.0.2.1']);
    const caller = new GuardedCaller({ allowLoopback: true, resolver });
    const answer = await post(caller, `http://ours.example:${port}/`);
    expect(answer).toEqual({ status: 200, text: 'inside' });
    expect(await refusal(post(caller, `http://10.0.0.1:${port}/`))).toBe('ADDRESS_REFUSED');
    await caller.close();
  });
});
