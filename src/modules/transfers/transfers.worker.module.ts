import { Module } from '@nestjs/common';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { TransfersModule } from './transfers.module.js';
import { RemoveOldFiles } from './use-cases/remove-old-files.js';
import { RunFileExport } from './use-cases/run-file-export.js';
import { RunImport } from './use-cases/run-import.js';
import { ExportPages } from './worker/export-pages.js';
import { FileTransfersProcessor } from './worker/file-transfers.processor.js';
import { SaveBatch } from './worker/save-batch.js';
import { SaveProductDrafts } from './worker/save-product-drafts.js';
import { SaveStockDrafts } from './worker/save-stock-drafts.js';

/** Imports and exports: jobs of the queue `transfers`. */
@Module({
  imports: [CryptoModule, TransfersModule, CatalogModule, InventoryModule],
  providers: [
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
