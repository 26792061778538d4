import type { Env } from '../../../config/env.js';
import { SECRET_NAMES, secretFault } from '../../../config/secrets.js';
import { expectedMigrations } from '../../../database/expected-migrations.js';
import { ROLES } from '../../../database/role-names.js';
import { rowSecurityFaults } from '../../../database/row-security.js';
import { configuredGatewayCodes } from '../../payments/configured.service.js';
import { sealedKeyStatements } from '../../privacy/sealed-keys.service.js';
import { LAST_BACKUPS } from '../backup/overdue.js';
import type { ExamineQuery, Severity } from './doctor.types.js';
import { rightsFaults } from './rights-faults.js';

/** What a look at the configuration is made with. */
export interface ConfigurationScene {
  readonly query: ExamineQuery;
  readonly env: Env;
}

/** A rule about the environment and the database together, which no single statement can see. */
export interface ConfigurationCheck {
  readonly code: string;
  readonly severity: Severity;
  readonly rule: string;
  readonly advice: string;
  /** Names of what breaks it. */
  readonly look: (scene: ConfigurationScene) => Promise<readonly string[]>;
}

const MIGRATE = 'npm run cli -- migrate, with the owner’s account.';
const MAX_LAG_SECONDS = 60;

const MIGRATIONS = { name: 'doctor-migrations', text: 'SELECT name FROM migrations' };
const ROLE_NAMES = { name: 'doctor-roles', text: 'SELECT rolname AS name FROM pg_roles' };
const METHODS = {
  name: 'doctor-payment-methods',
  text: `SELECT code AS name, gateway_supported AS gateway FROM payment_methods WHERE is_active`,
};
async function names(
  query: ExamineQuery,
  statement: typeof MIGRATIONS,
  values: readonly unknown[] = [],
): Promise<string[]> {
  return (await query<{ name: string }>(statement, values)).map(({ name }) => name);
}

/** The environment and the database beside each other. */
export const CONFIGURATION_CHECKS: readonly ConfigurationCheck[] = [
  {
    code: 'configuration.migration_missing',
    severity: 'error',
    rule: 'every migration of this build has run',
    advice: MIGRATE,
    look: async ({ query }) => {
      const ran = new Set(await names(query, MIGRATIONS));
      return expectedMigrations().filter((name) => !ran.has(name));
    },
  },
  {
    code: 'configuration.migration_unknown',
    severity: 'warning',
    rule: 'no migration has run that this build does not know',
    advice: 'A newer build has migrated this database: use that one.',
    look: async ({ query }) => {
      const known = new Set(expectedMigrations());
      return (await names(query, MIGRATIONS)).filter((name) => !known.has(name));
    },
  },
  {
    code: 'configuration.row_security',
    severity: 'error',
    rule: 'row-level security guards every table whose rows belong to somebody',
    advice: `ROW_LEVEL_SECURITY=true, then ${MIGRATE}`,
    look: async ({ query, env }) => {
      if (!(await hasRoles(query))) return [];
      const faults = await rowSecurityFaults((statement) => query(statement));
      const off = env.ROW_LEVEL_SECURITY ? [] : ['ROW_LEVEL_SECURITY=false'];
      return [...off, ...faults.map(({ table, fault }) => `${table} (${fault})`)];
    },
  },
  {
    code: 'configuration.rights',
    severity: 'error',
    rule: 'application and reader have exactly their rights',
    advice: MIGRATE,
    look: async ({ query }) => ((await hasRoles(query)) ? rightsFaults(query) : []),
  },
  {
    code: 'configuration.secret',
    severity: 'error',
    rule: 'secrets in production are long, their own, and known to nobody',
    advice:
      'npm run cli -- secrets prints new ones; see the README for changing each without a loss.',
    look: ({ env }) => {
      if (env.NODE_ENV !== 'production') return Promise.resolve([]);
      return Promise.resolve(SECRET_NAMES.filter((name) => secretFault(env[name]) !== null));
    },
  },
  {
    code: 'configuration.key_missing',
    severity: 'error',
    rule: 'the key ring has every key that data are encrypted with',
    advice:
      'Put the key back into ENCRYPTION_KEYS: nobody can read what it encrypted. See keys status.',
    look: async ({ query, env }) => {
      const ring = new Set(env.ENCRYPTION_KEYS.map(({ id }) => id));
      const missing = new Set<string>();
      for (const statement of sealedKeyStatements()) {
        const uses = await query<{ key: string }>(statement);
        for (const { key } of uses) if (!ring.has(key)) missing.add(key);
      }
      return [...missing];
    },
  },
  {
    code: 'configuration.gateway_missing',
    severity: 'warning',
    rule: 'in production every payment method that is offered has its gateway set up',
    advice:
      'Set the variables of the gateway, or switch the method off (PATCH /admin/payment-methods/:id).',
    look: async ({ query, env }) => {
      if (env.NODE_ENV !== 'production') return [];
      const configured = configuredGatewayCodes(env);
      const methods = await query<{ name: string; gateway: string }>(METHODS);
      return methods.filter(({ gateway }) => !configured.includes(gateway)).map(({ name }) => name);
    },
  },
  {
    code: 'configuration.replica_late',
    severity: 'warning',
    rule: `the replica is less than ${MAX_LAG_SECONDS} seconds behind`,
    advice: 'Reports show old figures: look at its network, disk and long queries.',
    look: async ({ env }) => {
      const { replicaFaults } = await import('./replica-faults.js');
      return replicaFaults(env.DATABASE_REPLICA_URL, MAX_LAG_SECONDS);
    },
  },
  {
    code: 'configuration.backup_overdue',
    severity: 'error',
    rule: 'dumps and base backups that are made here are less than 26 hours old, the log was checked within 6',
    advice:
      'npm run cli -- backup full, base or wal, and look why the service does not: job_runs has its last error.',
    look: async ({ query, env }) => {
      const expected = env.BACKUP_DIR === undefined ? [] : ['backup.full'];
      return names(query, LAST_BACKUPS, [expected]);
    },
  },
];

/** In a plain database with one account there is nothing to compare. */
async function hasRoles(query: ExamineQuery): Promise<boolean> {
  const known = new Set(await names(query, ROLE_NAMES));
  return known.has(ROLES.app) && known.has(ROLES.reader);
}

/** What is not looked at in this environment, for the report. */
export function configurationNotes(env: Env): string[] {
  return [
    ...(env.NODE_ENV === 'production' ? [] : ['Not production: secrets may be the known ones.']),
    ...(env.BACKUP_DIR === undefined
      ? ['BACKUP_DIR is not set: only backups that were made before are looked at.']
      : []),
    ...(env.DATABASE_REPLICA_URL === undefined ? ['There is no replica to look at.'] : []),
  ];
}
