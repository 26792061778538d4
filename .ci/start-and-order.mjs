// Proves `npm start`: runs it to its banner in this checkout, places and pays one order through HTTP, stops it with
// Ctrl-C's signal; all of it has to end.
import { spawn } from 'node:child_process';
import { findFreePort } from '../dist/src/dev/free-port.js';

const READY_MS = 180_000;
const STOP_MS = 30_000;
const port = await findFreePort();
const began = Date.now();
const shop = spawn('npm', ['start'], {
  env: { ...process.env, PORT: String(port) },
  stdio: ['ignore', 'pipe', 'pipe'],
  detached: true,
});
let output = '';
shop.stdout.on('data', (chunk) => show(chunk));
shop.stderr.on('data', (chunk) => show(chunk));
const ended = new Promise((resolve) =>
  shop.once('close', (code, signal) => resolve(code ?? signal)),
);
let isGood = false;
try {
  if (!(await isBannerThere())) throw new Error('npm start did not become ready');
  console.log(`npm start was ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  const inbox = /Mail inbox\s+(http\S+)/.exec(output)?.[1];
  const order = await runOrder(`http://127.0.0.1:${port}`, inbox);
  if (order !== 0) throw new Error('the order did not go through');
  isGood = true;
} catch (error) {
  console.error(`FAIL ${error.message}`);
} finally {
  // The whole group gets it, as from a terminal.
  signalGroup('SIGINT');
  const timer = setTimeout(() => signalGroup('SIGKILL'), STOP_MS);
  const code = await ended;
  clearTimeout(timer);
  console.log(`npm start ended with ${code}`);
  // The shell between npm and the program may report the signal instead of the program's own 0.
  if (code !== 0 && code !== 'SIGINT') isGood = false;
  if (!output.includes('Stopped.')) isGood = false;
}
process.exit(isGood ? 0 : 1);

async function isBannerThere() {
  const deadline = began + READY_MS;
  while (Date.now() < deadline && shop.exitCode === null) {
    if (output.includes('The shop is ready')) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

function signalGroup(name) {
  try {
    process.kill(-shop.pid, name);
  } catch {
    // It has ended by itself.
  }
}

function runOrder(url, inbox) {
  const program = new URL('../test/e2e/first-order.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, url, inbox], { stdio: 'inherit' });
  return new Promise((resolve) => child.once('close', resolve));
}

function show(chunk) {
  output += chunk;
  process.stdout.write(chunk);
}
