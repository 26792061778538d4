import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InventoryService } from './inventory.service.js';
import { StockMovement } from './stock-movement.entity.js';
import { StockReservation } from './stock-reservation.entity.js';

/** Stock: its ledger and its reservations. */
@Module({
  imports: [TypeOrmModule.forFeature([StockMovement, StockReservation])],
  providers: [InventoryService],
  exports: [InventoryService],
})
export class InventoryModule {}
