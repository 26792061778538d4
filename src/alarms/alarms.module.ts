import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Alarm } from './alarm.entity.js';
import { Alarms } from './alarms.js';

/** For every module that raises alarms, in any process. */
@Module({
  imports: [TypeOrmModule.forFeature([Alarm])],
  providers: [Alarms],
  exports: [Alarms],
})
export class AlarmsModule {}
