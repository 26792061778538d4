import { join } from 'node:path';
import { repositoryRoot } from './client/repository-root.js';
import { type CommandResult, runCommand } from './run-command.js';

/** Runs the fast compiler of TypeScript; what it has to say is the output. */
export function runCompiler(args: readonly string[]): Promise<CommandResult> {
  const compiler = join(repositoryRoot(), 'node_modules/typescript7/bin/tsc');
  return runCommand(process.execPath, [compiler, ...args]);
}
