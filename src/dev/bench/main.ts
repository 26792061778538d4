import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { BenchServer } from './bench-databases.js';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    folder: { type: 'string', default: '.data/bench' },
    /** Only makes the databases, prints where they are, and waits for Ctrl-C. */
    keep: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const sizes = values.sizes.split(',').map(Number);
const server = await BenchServer.open(values.folder, say);
try {
  for (const size of sizes) {
    const { appUrl, adminUrl } = await server.catalogue(size);
    say(`${size} products\n  app   ${appUrl}\n  admin ${adminUrl}`);
  }
  if (values.keep) await once(process, 'SIGINT');
} finally {
  await server.close();
}
