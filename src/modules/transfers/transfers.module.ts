import { Module } from '@nestjs/common';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { FileExportsRepository } from './data/exports.repository.js';
import { ImportsRepository } from './data/imports.repository.js';
import { HandleExports } from './use-cases/handle-exports.js';
import { ReadImports } from './use-cases/read-imports.js';
import { ReceiveFile } from './use-cases/receive-file.js';
import { SteerImport } from './use-cases/steer-import.js';

/** Files on their way in and out, without HTTP and queues. */
@Module({
  imports: [CryptoModule],
  providers: [
    ImportsRepository,
    FileExportsRepository,
    HandleExports,
    ReadImports,
    ReceiveFile,
    SteerImport,
  ],
  exports: [
    ImportsRepository,
    FileExportsRepository,
    HandleExports,
    ReadImports,
    ReceiveFile,
    SteerImport,
  ],
})
export class TransfersModule {}
