import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import pg from 'pg';
import { PasswordHasher } from '../common/crypto/password-hasher.js';
import { answer, type JsonOption, withManners } from './output.js';
import { withDatabase } from './with-database.js';

interface AdminOptions extends JsonOption {
  readonly email: string;
  readonly username?: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly passwordStdin?: boolean;
}

const MIN_PASSWORD = 8;
const MAX_PASSWORD = 128;
const TAKEN = '23505';

/** `create-admin`: the first administrator of a shop without demo data. */
export function createAdminCommand(): Command {
  const create = new Command('create-admin')
    .description('create an administrator; a password is made and shown once')
    .requiredOption('--email <address>', 'e-mail address, taken as verified')
    .option('--username <name>', 'name to log in with (default: what stands before the @)')
    .option('--first-name <name>', 'first name', 'Shop')
    .option('--last-name <name>', 'last name', 'Administrator')
    .option('--phone <number>', 'phone number of 10 to 20 characters', '+10000000000')
    .option('--password-stdin', 'take the password from the first line of standard input')
    .action(async (options: AdminOptions) => {
      const given = options.passwordStdin === true ? await readPassword() : null;
      const password = given ?? randomBytes(18).toString('base64url');
      await withDatabase(async ({ urls, env }) => {
        const hash = await new PasswordHasher(env).hash(password);
        await insertAdmin(urls.ownerUrl, options, hash);
      });
      const shown = given === null ? [`Password (shown only now): ${password}`] : [];
      answer(options, { email: options.email, ...(given === null ? { password } : {}) }, [
        `Administrator ${options.email} was created.`,
        ...shown,
      ]);
    });
  return withManners(
    create,
    'create-admin --email root@shop.example',
    'create-admin --email root@shop.example --password-stdin < password.txt',
  );
}

/** The first line of standard input. */
async function readPassword(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  const password = text.split(/\r?\n/)[0] ?? '';
  if (password.length < MIN_PASSWORD || password.length > MAX_PASSWORD) {
    throw new Error(`The password must have ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`);
  }
  return password;
}

async function insertAdmin(url: string, options: AdminOptions, hash: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO users (role_id, username, email, phone_number, first_name, last_name,
                          hashed_password, verified_email)
       SELECT id, $1, $2, $3, $4, $5, $6, TRUE FROM user_roles WHERE code = 'admin'`,
      [
        options.username ?? options.email.split('@')[0],
        options.email,
        options.phone,
        options.firstName,
        options.lastName,
        hash,
      ],
    );
  } catch (error) {
    const isTaken = error instanceof pg.DatabaseError && error.code === TAKEN;
    throw isTaken ? new Error('The e-mail address or the username is taken.') : error;
  } finally {
    await client.end();
  }
}
