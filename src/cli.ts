import 'reflect-metadata';
import { commandsFor } from './cli/commands.js';
import { answerFailure, WrongUse } from './cli/output.js';
import { createProgram, explainFailure, WRONG_USE } from './cli/program.js';

// `npm run cli -- COMMAND`: exit code 0 done, 1 failed or something found, 2 wrong use.

try {
  await createProgram(await commandsFor(process.argv[2])).parseAsync();
} catch (error) {
  answerFailure(explainFailure(error), process.argv.includes('--json'));
  process.exitCode = error instanceof WrongUse ? WRONG_USE : 1;
}
