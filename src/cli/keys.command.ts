import { Command } from 'commander';
import { systemContext } from '../common/request-context.js';
import { answer, type JsonOption, progress, withManners } from './output.js';

/** `keys status`, `keys rotate`: an old encryption key is replaced while the shop runs. */
export function createKeysCommand(): Command {
  const keys = new Command('keys').description(
    'change the keys that personal data are encrypted with',
  );
  const status = keys
    .command('status')
    .description('how many values are of which key, and which keys can be taken out of the ring')
    .action(showStatus);
  const rotation = keys
    .command('rotate')
    .description('write everything that an old key encrypted again with the current one')
    .action(rotate);
  withManners(status, 'keys status');
  withManners(rotation, 'keys rotate');
  return keys;
}

async function showStatus(options: JsonOption): Promise<void> {
  // Only here: other commands need no container.
  const { withPrivacy } = await import('./privacy-context.js');
  const { ShowKeys } = await import('../modules/privacy/use-cases/show-keys.js');
  const state = await withPrivacy((context) =>
    context.get(ShowKeys).execute(systemContext('keys-status')),
  );
  const removable = state.removable.join(', ');
  const missing = state.missing.join(', ');
  answer(options, state, [
    ...state.uses.map(({ place, key, rows }) => `${place.padEnd(48)} ${key.padEnd(20)} ${rows}`),
    `Current key: ${state.current}.`,
    ...(removable === ''
      ? []
      : [`Nothing needs ${removable} any more: take it out of ENCRYPTION_KEYS.`]),
    ...(missing === ''
      ? []
      : [`Not in ENCRYPTION_KEYS, so nobody can read what it encrypted: ${missing}.`]),
  ]);
  if (missing !== '') process.exitCode = 1;
}

async function rotate(options: JsonOption): Promise<void> {
  const { withPrivacy } = await import('./privacy-context.js');
  const { RotateKeys } = await import('../modules/privacy/use-cases/rotate-keys.js');
  const result = await withPrivacy((context) =>
    context.get(RotateKeys).execute(systemContext('keys-rotate'), {
      onProgress: ({ table, rows }) => {
        progress(`${table}: ${rows} rows`);
      },
    }),
  );
  const rows = result.tables.reduce((sum, table) => sum + table.rows, 0);
  answer(options, result, [
    `${rows} rows and ${result.guests} guests are under the current keys now.`,
    ...(result.unreadable > 0
      ? [`${result.unreadable} rows cannot be read: see keys status.`]
      : []),
    ...(result.isComplete ? [] : ['Some rows were held by others: run it again.']),
  ]);
  if (!result.isComplete || result.unreadable > 0) process.exitCode = 1;
}
