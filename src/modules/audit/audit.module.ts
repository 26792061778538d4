import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditDigest } from './audit-digest.entity.js';
import { AuditEntry } from './audit-log.entity.js';
import { AuditSeal } from './audit-seal.entity.js';

/** The audit log; its rows are written by triggers. */
@Module({ imports: [TypeOrmModule.forFeature([AuditEntry, AuditSeal, AuditDigest])] })
export class AuditModule {}
