import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { vi } from 'vitest';
import { commandsFor } from '../../src/cli/commands.js';
import { WrongUse } from '../../src/cli/output.js';
import { createProgram, explainFailure, WRONG_USE } from '../../src/cli/program.js';
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

/** Thrown in the place of `process.exit`. */
class Ended extends Error {
  constructor(readonly code: number) {
    super(`Ended with ${code}`);
  }
}

/**
 * What somebody types behind `npm run cli --`, as `src/cli.ts` runs it but in this process: with its exit code and
 * whatever it said. What a start of its own brings along (a failure as JSON, standard input) is for {@link runProgram}.
 *
 * @param args the command's own name first
 */
export async function runTyped(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const before = process.exitCode;
  process.exitCode = undefined;
  let errors = '';
  const told = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += String(text);
    return true;
  });
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Ended(Number(code ?? 0));
  });
  try {
    const typed = async (): Promise<unknown> =>
      createProgram(await commandsFor(args[0])).parseAsync([...args], { from: 'user' });
    const { output, failure } = await captured(typed, variables);
    if (failure === null) return { code: Number(process.exitCode ?? 0), output, errors };
    if (failure instanceof Ended) return { code: failure.code, output, errors };
    const code = failure instanceof WrongUse ? WRONG_USE : 1;
    return { code, output, errors: `${errors}${explainFailure(failure)}\n` };
  } finally {
    exit.mockRestore();
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
    const typed = (): Promise<unknown> => command.parseAsync([...args], { from: 'user' });
    const { output, failure } = await captured(typed, variables);
    if (failure !== null) throw failure;
    return args.includes('--json') ? JSON.parse(output) : output;
  } finally {
    told.mockRestore();
  }
}

/** Runs a command; @returns what it wrote on standard output, and what it failed with. */
async function captured(
  work: () => Promise<unknown>,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly output: string; readonly failure: Error | null }> {
  const putBack = rememberEnvironment();
  Object.assign(process.env, variables);
  let output = '';
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  try {
    await work();
    return { output, failure: null };
  } catch (error) {
    return { output, failure: error instanceof Error ? error : new Error(String(error)) };
  } finally {
    written.mockRestore();
    putBack();
  }
}
