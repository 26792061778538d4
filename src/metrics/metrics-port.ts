import { createServer, type Server } from 'node:http';

import { type Metrics } from './metrics.js';

/**
 * `/metrics` on a port of its own, for a network that only the monitoring reaches: nobody is asked
 * who he is.
 *
 * @throws Error when the port cannot be opened
 */
export async function listenForMetrics(
  port: number,
  host: string,
  metrics: Metrics,
): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      ({ contentType, body }) => {
        response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
        response.end(body);
      },
      () => {
        response.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}
