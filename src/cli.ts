import 'reflect-metadata';
import { createAuditCommand } from './cli/audit.command.js';
import { createAdminCommand } from './cli/create-admin.command.js';
import { createDemoCommand } from './cli/demo.command.js';
import { createDoctorCommand } from './cli/doctor.command.js';
import { createErasuresCommand } from './cli/erasures.command.js';
import { createExportCommand } from './cli/export.command.js';
import { createImportCommand } from './cli/import.command.js';
import { createKeysCommand } from './cli/keys.command.js';
import { createMigrateCommand } from './cli/migrate.command.js';
import { createOutboxCommand } from './cli/outbox.command.js';
import { createPaymentsCommand } from './cli/payments.command.js';
import { createRolesCommand } from './cli/roles.command.js';
import { createSearchCommand } from './cli/search.command.js';
import { createSecretsCommand } from './cli/secrets.command.js';
import { createProgram, explainFailure } from './cli/program.js';

// `npm run cli -- COMMAND`: exit code 0 done, 1 failed, 2 wrong use.

const program = createProgram([
  createMigrateCommand(),
  createDemoCommand(),
  createAdminCommand(),
  createAuditCommand(),
  createOutboxCommand(),
  createRolesCommand(),
  createSecretsCommand(),
  createKeysCommand(),
  createErasuresCommand(),
  createSearchCommand(),
  createDoctorCommand(),
  createImportCommand(),
  createExportCommand(),
  createPaymentsCommand(),
]);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exitCode = 1;
});
