import { Command } from 'commander';
import { givenEnv, type Variables } from '../config/given-env.js';
import { ROLES, setUpRoles } from '../database/roles.js';
import { answer, type JsonOption, withManners } from './output.js';

/** `roles`: the three database accounts, with the passwords that the environment's URLs carry. */
export function createRolesCommand(): Command {
  const roles = new Command('roles')
    .description(
      'create or repair the database accounts named in DATABASE_URL, _OWNER_URL, _READER_URL',
    )
    .requiredOption('--admin-url <url>', 'an account that may create roles, on the same database')
    .action(async ({ adminUrl, ...json }: JsonOption & { readonly adminUrl: string }) => {
      const given = givenEnv();
      await setUpRoles(adminUrl, {
        ...passwordOf('ownerPassword', given, 'DATABASE_OWNER_URL'),
        ...passwordOf('appPassword', given, 'DATABASE_URL'),
        ...passwordOf('readerPassword', given, 'DATABASE_READER_URL'),
      });
      const accounts = Object.values(ROLES);
      answer(json, { accounts }, `The accounts ${accounts.join(', ')} are ready.`);
    });
  return withManners(roles, 'roles --admin-url postgres://postgres@127.0.0.1:5432/eshop');
}

function passwordOf(option: string, given: Variables, name: string): Record<string, string> {
  const url = given[name];
  if (url === undefined) return {};
  const password = decodeURIComponent(new URL(url).password);
  return password === '' ? {} : { [option]: password };
}
