import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditService } from './audit.service.js';
import { AuditDigest } from './domain/audit-digest.entity.js';
import { AuditEntry } from './domain/audit-log.entity.js';
import { AuditSeal } from './domain/audit-seal.entity.js';
import { SealAuditLog } from './use-cases/seal-audit-log.js';
import { SearchAuditLog } from './use-cases/search-audit-log.js';

/** The audit log: written by triggers, sealed and checked here. */
@Module({
  imports: [TypeOrmModule.forFeature([AuditEntry, AuditSeal, AuditDigest])],
  providers: [SealAuditLog, SearchAuditLog, AuditService],
  exports: [AuditService, SearchAuditLog],
})
export class AuditModule {}
