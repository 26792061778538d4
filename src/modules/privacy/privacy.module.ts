import { Module } from '@nestjs/common';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { ErasuresRepository } from './data/erasures.repository.js';
import { ExportsRepository } from './data/exports.repository.js';
import { ApplyErasure } from './use-cases/apply-erasure.js';
import { ReapplyErasures } from './use-cases/reapply-erasures.js';
import { RequestErasure } from './use-cases/request-erasure.js';
import { RotateKeys } from './use-cases/rotate-keys.js';
import { ShowKeys } from './use-cases/show-keys.js';

/**
 * Personal data as a whole, without HTTP and queues. Works on the tables of all features by their
 * names, which the registry knows, and on no feature's code.
 */
@Module({
  imports: [CryptoModule],
  providers: [
    ErasuresRepository,
    ExportsRepository,
    RequestErasure,
    ApplyErasure,
    ReapplyErasures,
    RotateKeys,
    ShowKeys,
  ],
  exports: [
    ErasuresRepository,
    ExportsRepository,
    RequestErasure,
    ApplyErasure,
    ReapplyErasures,
    RotateKeys,
    ShowKeys,
  ],
})
export class PrivacyModule {}
