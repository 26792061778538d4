import { Module } from '@nestjs/common';
import { InventoryService } from './inventory.service.js';

/** Stock: its ledger and its reservations. */
@Module({
  providers: [InventoryService],
  exports: [InventoryService],
})
export class InventoryModule {}
