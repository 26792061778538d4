import { Module } from '@nestjs/common';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { MailModule } from '../mail/mail.module.js';
import { UsersModule } from '../users/users.module.js';
import { RowOpener } from './data/row-opener.js';
import { PrivacyModule } from './privacy.module.js';
import { BuildExport } from './use-cases/build-export.js';
import { RemoveExpiredExports } from './use-cases/remove-expired-exports.js';
import { SendExportLink } from './use-cases/send-export-link.js';
import { PrivacyJobs } from './worker/privacy-jobs.js';
import { TransfersProcessor } from './worker/transfers.processor.js';

/** Exports, erasures and the change of keys: the queue `transfers`. */
@Module({
  imports: [PrivacyModule, CryptoModule, MailModule, UsersModule],
  providers: [
    RowOpener,
    BuildExport,
    SendExportLink,
    RemoveExpiredExports,
    PrivacyJobs,
    TransfersProcessor,
  ],
})
export class PrivacyWorkerModule {}
