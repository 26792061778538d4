import { Module } from '@nestjs/common';
import { ChangeListener } from './change-listener.js';
import { HttpCache } from './http-cache.js';

@Module({ providers: [ChangeListener, HttpCache], exports: [HttpCache] })
export class HttpCacheModule {}
