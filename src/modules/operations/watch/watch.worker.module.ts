import { Module } from '@nestjs/common';
import { AlarmsModule } from '../../../alarms/alarms.module.js';
import { UpkeepReads } from '../metrics/upkeep-reads.js';
import { WatchProcessor } from './watch.processor.js';
import { WatchUpkeep } from './watch-upkeep.js';

/** The watch over the upkeep: its part of the queue `maintenance`. */
@Module({ imports: [AlarmsModule], providers: [UpkeepReads, WatchUpkeep, WatchProcessor] })
export class WatchWorkerModule {}
