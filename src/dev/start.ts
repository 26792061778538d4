import { join } from 'node:path';
import { EnvironmentInvalid } from '../config/env.js';
import { messageOf, StartupProblem } from './startup-problem.js';
import { LocalShop } from './local-shop.js';

// What `npm start` runs after the build: a whole shop on this machine, ended by Ctrl-C.

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
// A terminal that went away is no reason to leave the children alone.
process.stdout.on('error', () => undefined);

const shop = new LocalShop(join(process.cwd(), '.data'), say);
let stopping: Promise<never> | null = null;

function stop(exitCode: number): Promise<never> {
  stopping ??= shop.stop().then(() => process.exit(exitCode));
  return stopping;
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (stopping !== null) shop.killChildren();
    else say('\nStopping …');
    void stop(0);
  });
}

shop.start().catch((error: unknown) => {
  // A step that failed because the shop is being stopped has nothing to say.
  if (stopping !== null) return;
  const known = error instanceof StartupProblem || error instanceof EnvironmentInvalid;
  process.stderr.write(`\n${known ? error.message : `The start failed: ${messageOf(error)}`}\n`);
  void stop(1);
});
