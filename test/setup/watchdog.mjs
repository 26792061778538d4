// Ends what a test run started and removes its folders, once the run's process is gone, in whatever way it went:
// standard input is a pipe from that process, so its end is seen also after kill -9.
//   node watchdog.mjs RUN_FOLDER BUILD_FOLDER
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';

const [runFolder, buildFolder] = process.argv.slice(2);
const GRACE_MS = 5000;

// Ctrl-C reaches the whole group; this process has to stay until the run has ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin.resume();
process.stdin.once('close', () => void cleanUp());

async function cleanUp() {
  const pids = knownPids();
  for (const pid of pids) signalProcess(pid, 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (pids.some(isAlive) && Date.now() < deadline) await sleep(25);
  for (const pid of pids.filter(isAlive)) signalProcess(pid, 'SIGKILL');
  await dropOutsideDatabases();
  // A run that was killed while its server was being started leaves that busy: look again until it is quiet.
  const isQuiet = !existsSync(join(runFolder, 'postgres')) || (await stopServer());
  for (let rounds = 10; rounds > 0; rounds -= 1) {
    removeFolder(runFolder);
    removeFolder(buildFolder);
    if (isQuiet && !existsSync(runFolder)) break;
    await sleep(200);
    await stopServer();
  }
  removeIfEmpty(dirname(buildFolder));
  process.exit(0);
}

/** The embedded server goes last: the others may want to say goodbye to it. */
async function stopServer() {
  const lock = join(runFolder, 'postgres', 'data', 'postmaster.pid');
  if (!existsSync(lock)) return false;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  // Immediate shutdown: its data are thrown away.
  signalProcess(pid, 'SIGQUIT');
  const deadline = Date.now() + GRACE_MS;
  while (existsSync(lock) && isAlive(pid) && Date.now() < deadline) await sleep(25);
  if (existsSync(lock)) signalProcess(pid, 'SIGKILL');
  return true;
}

async function dropOutsideDatabases() {
  const file = join(runFolder, 'outside.json');
  if (!existsSync(file)) return;
  const { adminUrl, databasePrefix } = JSON.parse(readFileSync(file, 'utf8'));
  const client = new pg.Client({ connectionString: adminUrl });
  try {
    await client.connect();
    const found = await client.query(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [databasePrefix],
    );
    for (const { datname } of found.rows) {
      await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}

function knownPids() {
  const folder = join(runFolder, 'pids');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => ({ pid: Number(name), started: readFileSync(join(folder, name), 'utf8') }))
    .filter(({ pid, started }) => pid > 1 && (started === '' || started === startOf(pid)))
    .map(({ pid }) => pid);
}

function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    // A zombie has ended; who has to collect it is gone.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return !existsSync('/proc/self/stat');
  }
}

function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

function removeFolder(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // Somebody still writes into it; the next round gets it.
  }
}

function removeIfEmpty(folder) {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
