import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBench } from './bench.js';
import { BenchServer } from './bench-databases.js';
import { benchOrders, ordersToText } from './orders/orders-bench.js';
import { toHtml, toText } from './report.js';

const USAGE = `npm run bench -- [--sizes 10000,100000,1000000] [--only list] [--seconds 1] [--rounds 3] [--folder .data/bench]
npm run bench -- --orders [--histories 10000,1000000] [--seconds 2] [--rounds 3]   placing orders
  --keep  only makes the catalogues, prints where they are, and keeps PostgreSQL until Ctrl-C`;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function readArguments() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '10000,100000,1000000' },
      only: { type: 'string' },
      seconds: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '3' },
      folder: { type: 'string', default: '.data/bench' },
      keep: { type: 'boolean', default: false },
      orders: { type: 'boolean', default: false },
      histories: { type: 'string', default: '10000,1000000' },
    },
  });
  const sizes = values.sizes.split(',').map(Number);
  const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
  const histories = values.histories.split(',').map(Number);
  const isUsable = [...sizes, ...histories, seconds, rounds].every(
    (n) => Number.isInteger(n) && n > 0,
  );
  if (!isUsable) throw new RangeError('sizes, seconds and rounds are whole numbers');
  const only = values.only === undefined ? {} : { only: values.only };
  const { folder, keep, orders } = values;
  return { sizes, histories, seconds, rounds, folder, keep, orders, ...only };
}

async function keepServer(folder: string, sizes: readonly number[]): Promise<void> {
  const server = await BenchServer.open(folder, say);
  try {
    for (const size of sizes) {
      const { appUrl, adminUrl } = await server.catalogue(size);
      say(`${size} products\n  app   ${appUrl}\n  admin ${adminUrl}`);
    }
    await once(process, 'SIGINT');
  } finally {
    await server.close();
  }
}

async function measureOrders(options: ReturnType<typeof readArguments>): Promise<void> {
  const server = await BenchServer.open(options.folder, say);
  try {
    const figures = await benchOrders(server, { ...options, say });
    await writeFile(join(options.folder, 'orders.json'), `${JSON.stringify(figures, null, 2)}\n`);
    process.stdout.write(`${ordersToText(figures)}\n`);
  } finally {
    await server.close();
  }
}

async function main(options: ReturnType<typeof readArguments>): Promise<void> {
  const { keep, orders, folder, sizes } = options;
  if (orders) {
    await measureOrders(options);
    return;
  }
  if (keep) {
    await keepServer(folder, sizes);
    return;
  }
  const result = await runBench({ ...options, say });
  const about = `Node ${process.version}, ${availableParallelism()} processors, 16 connections, middle of ${options.rounds} rounds of ${options.seconds} s, in turns.`;
  await writeFile(join(folder, 'bench.html'), toHtml(result, about));
  await writeFile(join(folder, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${toText(result)}\n\n${about}\nAs a page: ${join(folder, 'bench.html')}\n`);
}

try {
  await main(readArguments());
  process.exit(0);
} catch (error) {
  const isMisused = error instanceof RangeError || error instanceof TypeError;
  say(isMisused ? `${error.message}\n${USAGE}` : String((error as Error).stack ?? error));
  process.exit(isMisused ? 2 : 1);
}
