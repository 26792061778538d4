import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { vi } from 'vitest';
import { allCommands, commandsFor } from '../../src/cli/commands.js';
import { createProgram, WRONG_USE } from '../../src/cli/program.js';
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
 * What somebody types behind `npm run cli --`, in this process: with its exit code and whatever it said.
 *
 * @param args the command's own name first
 */
export async function runTyped(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const [command, ...others] = await commandsFor(args[0]);
  if (command === undefined || others.length > 0) {
    const help = createProgram(await allCommands()).helpInformation();
    return { code: args[0] === '--help' ? 0 : WRONG_USE, output: help, errors: '' };
  }
  for (const one of [command, ...command.commands]) one.exitOverride();
  const before = process.exitCode;
  process.exitCode = undefined;
  let errors = '';
  const told = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += String(text);
    return true;
  });
  try {
    const output = await captured(command, args.slice(1), variables);
    return { code: Number(process.exitCode ?? 0), output, errors };
  } catch (error) {
    return { code: 1, output: '', errors: `${errors}${String(error)}` };
  } finally {
    told.mockRestore();
    process.exitCode = before;
  }
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
  const told = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    const output = await captured(command, args, variables);
    return args.includes('--json') ? JSON.parse(output) : output;
  } finally {
    told.mockRestore();
  }
}

/** Runs a command; @returns what it wrote on standard output. */
async function captured(
  command: Command,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const putBack = rememberEnvironment();
  Object.assign(process.env, variables);
  let output = '';
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  try {
    await command.parseAsync([...args], { from: 'user' });
    return output;
  } finally {
    written.mockRestore();
    putBack();
  }
}
