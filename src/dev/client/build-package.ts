import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { runCompiler } from '../run-compiler.js';
import { repositoryRoot } from './repository-root.js';

/** What the package has come to. */
export interface ClientPackage {
  readonly folder: string;
  /** Of all modules that run, in bytes. */
  readonly size: number;
  /** The same, each compressed by gzip. */
  readonly gzipped: number;
}

/**
 * Builds the client as a package for npm: modules without comments, declarations with them.
 *
 * @param folder emptied first
 * @throws Error with what the compiler said
 */
export async function buildClientPackage(folder: string): Promise<ClientPackage> {
  const root = repositoryRoot();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const project = join(root, 'src/client/tsconfig.json');
  const passes = [['--removeComments'], ['--declaration', '--emitDeclarationOnly']];
  await Promise.all(passes.map((more) => compile(['-p', project, '--outDir', folder, ...more])));
  const shop = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly license: string;
  };
  const manifest = manifestOf(shop.version, shop.license);
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyFile(join(root, 'src/client/README.md'), join(folder, 'README.md'));
  return { folder, ...(await sizeOf(folder)) };
}

async function compile(args: readonly string[]): Promise<void> {
  const { code, output } = await runCompiler(args);
  if (code !== 0) throw new Error(`The client does not compile:\n${output}`);
}

function manifestOf(version: string, license: string): object {
  return {
    name: 'eshop-client',
    version,
    description: 'Typed client of the eshop API, for browsers and Node',
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    exports: {
      '.': { types: './eshop-client.d.ts', default: './eshop-client.js' },
      // For programs that have to be small: a connection, and the groups that they need.
      './*': { types: './*.d.ts', default: './*.js' },
    },
    types: './eshop-client.d.ts',
  };
}

async function sizeOf(folder: string): Promise<{ size: number; gzipped: number }> {
  const names = await readdir(folder, { recursive: true });
  const modules = names.filter((name) => name.endsWith('.js')).map((name) => join(folder, name));
  const sizes = await Promise.all(modules.map(async (name) => (await stat(name)).size));
  const packed = await Promise.all(
    modules.map(async (name) => gzipSync(await readFile(name)).length),
  );
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  return { size: sum(sizes), gzipped: sum(packed) };
}

async function main(): Promise<void> {
  const { folder, size, gzipped } = await buildClientPackage(join(repositoryRoot(), 'dist/client'));
  const kib = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} KiB`;
  console.log(
    `${relative(process.cwd(), folder)}: ${kib(size)} of modules, ${kib(gzipped)} gzipped`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
