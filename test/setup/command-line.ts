import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { vi } from 'vitest';
import { rememberEnvironment } from './environment.js';

/** How a command ended and what it wrote. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/**
 * The command line as a process of its own.
 *
 * @param program the built one; a spec names it itself (`builtFile('src/cli.js')`), then the run is built
 */
export function runProgram(
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  cwd: string,
): Promise<CommandResult> {
  const env = { PATH: process.env['PATH'], ...variables };
  const child = spawn(process.execPath, [program, ...args], { cwd, env });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output, errors })));
}

/**
 * A command in this process, for what does not need another start of a second: the same arguments, the same output.
 *
 * @param args those behind the command's own name
 * @returns its JSON document, if it was asked for one
 * @throws what it fails with
 */
export async function runHere(
  command: Command,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<unknown> {
  const putBack = rememberEnvironment();
  Object.assign(process.env, variables);
  let output = '';
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  const told = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    await command.parseAsync([...args], { from: 'user' });
    return args.includes('--json') ? JSON.parse(output) : output;
  } finally {
    written.mockRestore();
    told.mockRestore();
    putBack();
  }
}
