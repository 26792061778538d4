import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { searchPath } from '../../../../config/given-env.js';
import { findFreePort } from '../../../free-port.js';
import { DIST } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { hasChromium, runSwaggerTour } from './run-tour.js';

const READY_MS = 300_000;
const PICTURES = '.tmp/tour';

/** What `npm start` starts, in an empty folder, and the tour through its Swagger UI. Null without a browser. */
export async function tour(say: (line: string) => void): Promise<ProofRow | null> {
  if (!hasChromium()) return null;
  const folder = await mkdtemp(join(tmpdir(), 'eshop-tour-'));
  // The account of the embedded PostgreSQL has to get in.
  await chmod(folder, 0o755);
  const port = await findFreePort();
  const shop = spawn(process.execPath, [join(DIST, 'src/dev/start.js')], {
    cwd: folder,
    env: { PATH: searchPath(), HOME: folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  shop.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    const deadline = Date.now() + READY_MS;
    while (!output.includes('The shop is ready')) {
      if (shop.exitCode !== null || Date.now() > deadline) throw new Error(`No shop:\n${output}`);
      await sleep(100);
    }
    const inbox = /Mail inbox\s+(http\S+)/.exec(output)?.[1] ?? '';
    const place = { url: `http://127.0.0.1:${port}`, inbox, pictures: PICTURES };
    const { steps, typed, complaints, ms } = await runSwaggerTour(place);
    for (const step of steps)
      say(`  ${step.status}  ${(step.ms / 1000).toFixed(1)} s  ${step.name}`);
    const seen = `${(ms / 1000).toFixed(1)} s, pictures in ${PICTURES}`;
    const faults = [...complaints, ...typed.map((field) => `${field} had to be typed`)];
    return judged('Swagger UI, from register to refund', steps.length, seen, faults);
  } finally {
    if (shop.exitCode === null) {
      const gone = once(shop, 'exit');
      shop.kill('SIGINT');
      await gone;
    }
    await rm(folder, { recursive: true, force: true });
  }
}
