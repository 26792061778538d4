import { Command } from 'commander';
import { EnvironmentInvalid } from '../config/env.js';
import { WrongUse } from './output.js';

/** Exit code of a call that cannot mean anything. */
export const WRONG_USE = 2;

/** The command line with its commands. Wrong use ends with code 2 and says what is known. */
export function createProgram(commands: readonly Command[]): Command {
  const program = new Command('eshop')
    .description(
      'Runs and mends the shop. Without DATABASE_URL it works on the database of `npm start`.',
    )
    .showHelpAfterError();
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...program.commands.flatMap(withChildren)]) {
    command.exitOverride((outcome) => process.exit(outcome.exitCode === 0 ? 0 : WRONG_USE));
  }
  return program;
}

/** One sentence for the person at the keyboard. */
export function explainFailure(error: unknown): string {
  if (error instanceof EnvironmentInvalid || error instanceof WrongUse) return error.message;
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map((inner) => explainFailure(inner)).join('; ');
  }
  return `Failed: ${error instanceof Error ? error.message : String(error)}`;
}

/** A whole number of at least `least`; commander shows the message. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least) return value;
    process.stderr.write(`"${text}" is not a whole number of at least ${least}.\n`);
    return process.exit(WRONG_USE);
  };
}

function withChildren(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withChildren)];
}
