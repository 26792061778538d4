import { Command } from 'commander';
import { systemContext } from '../common/request-context.js';
import { say } from './program.js';

interface JsonOption {
  readonly json?: boolean;
}

/** `keys status`, `keys rotate`: an old encryption key is replaced while the shop runs. */
export function createKeysCommand(): Command {
  const keys = new Command('keys').description(
    'change the keys that personal data are encrypted with',
  );
  keys
    .command('status')
    .description('how many values are of which key, and which keys can be taken out of the ring')
    .option('--json', 'as one JSON document')
    .action(showStatus);
  keys
    .command('rotate')
    .description('write everything that an old key encrypted again with the current one')
    .option('--json', 'the result as one JSON document, no progress')
    .action(rotate);
  return keys;
}

async function showStatus({ json = false }: JsonOption): Promise<void> {
  // Only here: other commands need no container.
  const { withPrivacy } = await import('./privacy-context.js');
  const { ShowKeys } = await import('../modules/privacy/use-cases/show-keys.js');
  const state = await withPrivacy((context) =>
    context.get(ShowKeys).execute(systemContext('keys-status')),
  );
  if (json) {
    say(JSON.stringify(state));
    return;
  }
  for (const { place, key, rows } of state.uses)
    say(`${place.padEnd(48)} ${key.padEnd(20)} ${rows}`);
  say(`Current key: ${state.current}.`);
  if (state.removable.length > 0) {
    say(`Nothing needs ${state.removable.join(', ')} any more: take it out of ENCRYPTION_KEYS.`);
  }
  if (state.missing.length > 0) {
    say(
      `Not in ENCRYPTION_KEYS, so nobody can read what it encrypted: ${state.missing.join(', ')}.`,
    );
    process.exitCode = 1;
  }
}

async function rotate({ json = false }: JsonOption): Promise<void> {
  const { withPrivacy } = await import('./privacy-context.js');
  const { RotateKeys } = await import('../modules/privacy/use-cases/rotate-keys.js');
  const result = await withPrivacy((context) =>
    context.get(RotateKeys).execute(systemContext('keys-rotate'), {
      onProgress: ({ table, rows }) => {
        if (!json) say(`${table}: ${rows} rows`);
      },
    }),
  );
  if (json) say(JSON.stringify(result));
  else {
    const rows = result.tables.reduce((sum, table) => sum + table.rows, 0);
    say(`${rows} rows and ${result.guests} guests are under the current keys now.`);
    if (result.unreadable > 0) say(`${result.unreadable} rows cannot be read: see keys status.`);
    if (!result.isComplete) say('Some rows were held by others: run it again.');
  }
  if (!result.isComplete || result.unreadable > 0) process.exitCode = 1;
}
