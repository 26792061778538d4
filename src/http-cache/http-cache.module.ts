import { Module } from '@nestjs/common';
import { ChangeListener } from './change-listener.js';
import { HttpCache } from './http-cache.js';
import { ReplicaReads } from './replica-reads.js';

@Module({ providers: [ChangeListener, HttpCache, ReplicaReads], exports: [HttpCache] })
export class HttpCacheModule {}
