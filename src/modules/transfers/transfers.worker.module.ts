import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { TransfersModule } from './transfers.module.js';
import { RemoveOldFiles } from './use-cases/remove-old-files.js';
import { RunImport } from './use-cases/run-import.js';
import { FileTransfersProcessor } from './worker/file-transfers.processor.js';
import { SaveBatch } from './worker/save-batch.js';
import { SaveProductDrafts } from './worker/save-product-drafts.js';
import { SaveStockDrafts } from './worker/save-stock-drafts.js';

/** Imports and exports: jobs of the queue `transfers`. */
@Module({
  imports: [TransfersModule, CatalogModule, InventoryModule],
  providers: [
    SaveProductDrafts,
    SaveStockDrafts,
    SaveBatch,
    RunImport,
    RemoveOldFiles,
    FileTransfersProcessor,
  ],
  exports: [RunImport, RemoveOldFiles],
})
export class TransfersWorkerModule {}
