import { Module } from '@nestjs/common';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { AccessModule } from '../access/access.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { UsersModule } from '../users/users.module.js';
import { ImportDrafts } from './data/import-drafts.js';
import { TransfersModule } from './transfers.module.js';
import { RemoveOldFiles } from './use-cases/remove-old-files.js';
import { RunFileExport } from './use-cases/run-file-export.js';
import { RunImport } from './use-cases/run-import.js';
import { ExportPages } from './worker/export-pages.js';
import { FileTransfersProcessor } from './worker/file-transfers.processor.js';
import { RehearseDrafts } from './worker/rehearse-drafts.js';
import { SaveBatch } from './worker/save-batch.js';
import { SaveProductDrafts } from './worker/save-product-drafts.js';
import { SaveStockDrafts } from './worker/save-stock-drafts.js';

/** Imports and exports: jobs of the queue `transfers`. */
@Module({
  // UsersModule: the people whom roles and keys belong to.
  imports: [
    CryptoModule,
    AccessModule,
    UsersModule,
    TransfersModule,
    CatalogModule,
    InventoryModule,
  ],
  providers: [
    ImportDrafts,
    RehearseDrafts,
    SaveProductDrafts,
    SaveStockDrafts,
    SaveBatch,
    ExportPages,
    RunImport,
    RunFileExport,
    RemoveOldFiles,
    FileTransfersProcessor,
  ],
  exports: [RunImport, RunFileExport, RemoveOldFiles],
})
export class TransfersWorkerModule {}
