import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

const SPEC = /\.(spec|int-spec|e2e-spec|model-spec)\.[cm]?[jt]sx?$/;
const FOLDERS = ['src', 'test', 'migrations'];

/**
 * Two things at the end of a run: it fails a full run that left out a spec file lying on disk, and it names what could
 * not run on this machine.
 */
export class SpecGuard implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const vitest = this.vitest;
    if (vitest === undefined) return;
    this.nameWhatDidNotRun(vitest, modules);
    if (!isFullRun(vitest)) return;
    const root = vitest.config.root;
    const ran = modules.map((module) => relative(root, module.moduleId));
    const missing = specsThatDidNotRun(root, ran);
    if (missing.length === 0) {
      vitest.logger.log(` Spec files  ${ran.length}, all that are on disk\n`);
      return;
    }
    process.exitCode = 1;
    vitest.logger.error(`\nSpec files on disk that did not run:\n  ${missing.join('\n  ')}\n`);
  }

  private nameWhatDidNotRun(vitest: Vitest, modules: readonly TestModule[]): void {
    const folder = vitest.getRootProject().getProvidedContext().testRun?.folder;
    const notes = folder === undefined ? '' : join(folder, 'not-run.txt');
    const noted = existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : [];
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map(
        (test) => `${relative(vitest.config.root, module.moduleId)} > ${test.fullName}`,
      ),
    );
    const names = [...new Set([...noted, ...(isFullRun(vitest) ? skipped : [])])];
    if (names.length > 0) vitest.logger.log(`\nNot run here:\n  ${names.join('\n  ')}\n`);
  }
}

/** Spec files on disk that are not among those that ran; paths relative to the root. */
export function specsThatDidNotRun(root: string, ran: readonly string[]): string[] {
  const known = new Set(ran);
  const onDisk = FOLDERS.flatMap((folder) => specFiles(root, folder));
  return onDisk.filter((file) => !known.has(file)).sort();
}

/** A run without file names, name patterns or shards. */
function isFullRun(vitest: Vitest): boolean {
  const { filenamePattern } = vitest as unknown as { filenamePattern?: readonly string[] };
  const { testNamePattern, shard, changed, related } = vitest.config;
  const narrowed = testNamePattern ?? shard ?? (related?.length ? related : undefined);
  return (filenamePattern ?? []).length === 0 && narrowed === undefined && !changed;
}

function specFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return entries.filter((file) => SPEC.test(file)).map((file) => join(folder, file));
}
