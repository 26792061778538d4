import type { Command } from 'commander';

/**
 * How each command is loaded, in the order of the help. Only the one that is called is: all of them
 * together are most of the program, which would take longer to read than most commands to run.
 */
const LOADERS: Readonly<Record<string, () => Promise<Command>>> = {
  migrate: async () => (await import('./migrate.command.js')).createMigrateCommand(),
  demo: async () => (await import('./demo.command.js')).createDemoCommand(),
  'create-admin': async () => (await import('./create-admin.command.js')).createAdminCommand(),
  archive: async () => (await import('./archive.command.js')).createArchiveCommand(),
  audit: async () => (await import('./audit.command.js')).createAuditCommand(),
  outbox: async () => (await import('./outbox.command.js')).createOutboxCommand(),
  jobs: async () => (await import('./jobs.command.js')).createJobsCommand(),
  backup: async () => (await import('./backup.command.js')).createBackupCommand(),
  roles: async () => (await import('./roles.command.js')).createRolesCommand(),
  secrets: async () => (await import('./secrets.command.js')).createSecretsCommand(),
  keys: async () => (await import('./keys.command.js')).createKeysCommand(),
  erasures: async () => (await import('./erasures.command.js')).createErasuresCommand(),
  search: async () => (await import('./search.command.js')).createSearchCommand(),
  doctor: async () => (await import('./doctor.command.js')).createDoctorCommand(),
  import: async () => (await import('./import.command.js')).createImportCommand(),
  export: async () => (await import('./export.command.js')).createExportCommand(),
  payments: async () => (await import('./payments.command.js')).createPaymentsCommand(),
};

/** What stands behind `npm run cli --`. */
export const COMMAND_NAMES: readonly string[] = Object.keys(LOADERS);

/** All commands, in the order of the help. */
export async function allCommands(): Promise<Command[]> {
  return Promise.all(Object.values(LOADERS).map((load) => load()));
}

/** The command of this name alone; all of them where there is none, for the help and for what was misspelt. */
export async function commandsFor(name: string | undefined): Promise<Command[]> {
  const load = name !== undefined && Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined;
  return load === undefined ? allCommands() : [await load()];
}
