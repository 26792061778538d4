import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../../src/dev/daemons/daemon.js';
import { findFreePort } from '../../../src/dev/free-port.js';
import { startNginx } from '../../../src/dev/proof/operations/scale/servers.js';
import { forgetProcess, noteNotRun, registerProcess, testRun } from '../../setup/test-run.js';

const program = findProgram('nginx');
const { folder } = testRun();
if (program === null) {
  noteNotRun(folder, 'test/integration/platform/nginx.int-spec.ts: what needs nginx');
}
const CONFIG = join(import.meta.dirname, '../../../docker/nginx.conf');

describe.runIf(program !== null)('nginx as docker/ has it', () => {
  it('says in the words of the API that nobody is there, and passes on what the API says', async () => {
    const refusal = '{"code":"payments.gateway_failed"}';
    const api = createServer((_request, response) => {
      response.writeHead(502, { 'content-type': 'application/problem+json' }).end(refusal);
    });
    await new Promise<void>((resolve) => void api.listen(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${(api.address() as AddressInfo).port}`;
    const pids: number[] = [];
    const port = await findFreePort();
    const nginx = await startNginx(
      program ?? '',
      {
        folder: join(folder, 'nginx'),
        port,
        onStarted: (pid) => {
          pids.push(pid);
          registerProcess(folder, pid);
        },
      },
      CONFIG,
      new Map([1, 2, 3].map((n) => [`api-${n}:3000`, address])),
    );
    try {
      const ask = (method: string): Promise<Response> =>
        fetch(`http://127.0.0.1:${port}/api/v1/orders`, { method });
      const passed = await ask('POST');
      expect([passed.status, await passed.text()]).toEqual([502, refusal]);

      api.closeAllConnections();
      await new Promise((resolve) => api.close(resolve));
      for (const method of ['GET', 'POST']) {
        const away = await ask(method);
        expect(Object.fromEntries(away.headers)).toMatchObject({
          'content-type': 'application/problem+json',
          'retry-after': '2',
          'cache-control': 'no-store',
        });
        expect(await away.json()).toEqual({
          type: '/problems/server.unavailable',
          title: 'The service cannot answer right now',
          status: away.status,
          detail: expect.stringContaining('Idempotency-Key') as string,
          code: 'server.unavailable',
          requestId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        });
        expect(away.status).toBe(502);
      }
    } finally {
      await nginx.stop('SIGTERM');
      for (const pid of pids) forgetProcess(folder, pid);
      api.close();
    }
  });
});
