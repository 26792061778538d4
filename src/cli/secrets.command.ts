import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { SECRET_NAMES } from '../config/secrets.js';
import { answer, type JsonOption, withManners } from './output.js';

const DATABASE_PASSWORDS = [
  'POSTGRES_PASSWORD',
  'OWNER_DB_PASSWORD',
  'APP_DB_PASSWORD',
  'READER_DB_PASSWORD',
  'REPLICATION_DB_PASSWORD',
];

/** `secrets`: new secrets as lines of a `.env` file. */
export function createSecretsCommand(): Command {
  const secrets = new Command('secrets')
    .description('print new secrets as lines of an .env file, for production and docker/')
    .action((options: JsonOption) => {
      const fresh = freshSecrets();
      const lines = Object.entries(fresh).map(([name, value]) => `${name}=${value}`);
      answer(options, fresh, lines);
    });
  return withManners(secrets, 'secrets >> .env');
}

function freshSecrets(): Record<string, string> {
  return Object.fromEntries([
    ...SECRET_NAMES.map((name) => [name, randomBytes(36).toString('base64url')]),
    ['JWT_KEYS', `k1:${randomBytes(36).toString('base64url')}`],
    ['ENCRYPTION_KEYS', `k1:${randomBytes(32).toString('base64')}`],
    ['BACKUP_KEYS', `b1:${randomBytes(32).toString('base64')}`],
    ['GRAFANA_PASSWORD', randomBytes(12).toString('hex')],
    ...DATABASE_PASSWORDS.map((name) => [name, randomBytes(24).toString('hex')]),
  ]) as Record<string, string>;
}
