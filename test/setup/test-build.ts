import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runCommand } from '../../src/dev/run-command.js';
import { testRun } from './test-run.js';

/**
 * Builds as `npm run build` does, into a folder of this run, so that `dist/` stays what the developer made. Types are
 * held by `npm run typecheck`; leaving that out halves the time, in which no test runs.
 */
export async function buildInto(
  root: string,
  folder: string,
  onStarted: (pid: number) => void,
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'tsconfig.json');
  const up = relative(folder, root);
  const settings = {
    extends: join(up, 'tsconfig.json'),
    compilerOptions: { rootDir: up, outDir: 'out', sourceMap: false, noCheck: true },
    include: ['src', 'migrations', 'src/openapi/examples/*.json'].map((one) => join(up, one)),
    exclude: [join(up, 'src/**/*.spec.ts'), join(up, 'src/storefront/browser')],
  };
  writeFileSync(config, JSON.stringify(settings));
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const args = [nest, 'build', '--path', relative(process.cwd(), config)];
  const built = await runCommand(process.execPath, args, null, onStarted);
  if (built.code !== 0) throw new Error(`The build for the tests failed:\n${built.output}`);
  return join(folder, 'out');
}

/** A file of the build, for example `builtFile('src/worker.js')`. */
export function builtFile(path: string): string {
  const { build } = testRun();
  if (build === null) throw new Error('This run was not built: see usesBuild in global-setup.ts.');
  return join(build, path);
}
