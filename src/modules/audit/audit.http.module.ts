import { Module } from '@nestjs/common';
import { AuditModule } from './audit.module.js';
import { AdminAuditController } from './http/admin-audit.controller.js';

/** Search of the audit log. */
@Module({ imports: [AuditModule], controllers: [AdminAuditController] })
export class AuditHttpModule {}
