import type { Command } from 'commander';
import { createArchiveCommand } from './archive.command.js';
import { createAuditCommand } from './audit.command.js';
import { createBackupCommand } from './backup.command.js';
import { createAdminCommand } from './create-admin.command.js';
import { createDemoCommand } from './demo.command.js';
import { createDoctorCommand } from './doctor.command.js';
import { createErasuresCommand } from './erasures.command.js';
import { createExportCommand } from './export.command.js';
import { createImportCommand } from './import.command.js';
import { createJobsCommand } from './jobs.command.js';
import { createKeysCommand } from './keys.command.js';
import { createMigrateCommand } from './migrate.command.js';
import { createOutboxCommand } from './outbox.command.js';
import { createPaymentsCommand } from './payments.command.js';
import { createRolesCommand } from './roles.command.js';
import { createSearchCommand } from './search.command.js';
import { createSecretsCommand } from './secrets.command.js';

/** All commands, in the order of the help. */
export function allCommands(): Command[] {
  return [
    createMigrateCommand(),
    createDemoCommand(),
    createAdminCommand(),
    createArchiveCommand(),
    createAuditCommand(),
    createOutboxCommand(),
    createJobsCommand(),
    createBackupCommand(),
    createRolesCommand(),
    createSecretsCommand(),
    createKeysCommand(),
    createErasuresCommand(),
    createSearchCommand(),
    createDoctorCommand(),
    createImportCommand(),
    createExportCommand(),
    createPaymentsCommand(),
  ];
}
