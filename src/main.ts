import 'reflect-metadata';
import { currentEnv, type Env, EnvironmentInvalid } from './config/env.js';
import { assertDatabaseUsable, DatabaseUnusable, RowSecurityOff } from './database/preflight.js';
import { UnsafeRole } from './database/roles.js';

/** Starts the API. */
async function main(): Promise<void> {
  const env = currentEnv();
  await assertDatabaseUsable(env);
  // Loaded only now: what an operator has to mend is said at once, not after the whole program was read.
  const { runApi } = await import('./run-api.js');
  await runApi(env);
}

/** One sentence for what an operator can mend, the stack for what only a programmer can. */
function describe(error: unknown): string {
  const known = [EnvironmentInvalid, DatabaseUnusable, UnsafeRole, RowSecurityOff];
  if (known.some((type) => error instanceof type)) return (error as Error).message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return portFault(currentEnv(), 'is taken');
  if (code === 'EACCES') return portFault(currentEnv(), 'may not be opened by this account');
  if (code === 'EADDRNOTAVAIL') return `HOST ${currentEnv().HOST} is no address of this machine`;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The API cannot start: ${text}`;
}

function portFault({ PORT, HOST }: Env, fault: string): string {
  return `Port ${PORT} on ${HOST} ${fault}: set PORT to another one`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
});
