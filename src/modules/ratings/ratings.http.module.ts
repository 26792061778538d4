import { Module } from '@nestjs/common';
import { RatingsController } from './ratings.controller.js';
import { RatingsModule } from './ratings.module.js';

@Module({ imports: [RatingsModule], controllers: [RatingsController] })
export class RatingsHttpModule {}
