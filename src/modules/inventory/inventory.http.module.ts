import { Module } from '@nestjs/common';
import { IdempotentCommands } from '../../database/idempotency/idempotent-commands.js';
import { LocationsRepository } from './data/locations.repository.js';
import { StockViews } from './data/stock-views.js';
import { AdminLocationsController } from './http/admin-locations.controller.js';
import { AdminStockController } from './http/admin-stock.controller.js';
import { MoveStockController } from './http/move-stock.controller.js';
import { InventoryModule } from './inventory.module.js';
import { ChangeStockSettings } from './use-cases/change-stock-settings.js';
import { CreateLocation } from './use-cases/create-location.js';
import { DeleteLocation } from './use-cases/delete-location.js';
import { MovePieces } from './use-cases/move-pieces.js';
import { UpdateLocation } from './use-cases/update-location.js';

/** Staff's side of the stock. */
@Module({
  imports: [InventoryModule],
  controllers: [AdminLocationsController, AdminStockController, MoveStockController],
  providers: [
    LocationsRepository,
    StockViews,
    IdempotentCommands,
    CreateLocation,
    UpdateLocation,
    DeleteLocation,
    ChangeStockSettings,
    MovePieces,
  ],
})
export class InventoryHttpModule {}
