import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { SECRET_NAMES } from '../config/secrets.js';
import { say } from './program.js';

const DATABASE_PASSWORDS = [
  'POSTGRES_PASSWORD',
  'OWNER_DB_PASSWORD',
  'APP_DB_PASSWORD',
  'READER_DB_PASSWORD',
];

/** `secrets`: new secrets as lines of a `.env` file. */
export function createSecretsCommand(): Command {
  return new Command('secrets')
    .description('print new secrets as lines of an .env file, for production and docker/')
    .action(() => {
      for (const name of SECRET_NAMES) say(`${name}=${randomBytes(36).toString('base64url')}`);
      say(`JWT_KEYS=k1:${randomBytes(36).toString('base64url')}`);
      say(`ENCRYPTION_KEYS=k1:${randomBytes(32).toString('base64')}`);
      for (const name of DATABASE_PASSWORDS) say(`${name}=${randomBytes(24).toString('hex')}`);
    });
}
