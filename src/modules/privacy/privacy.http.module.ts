import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AdminErasuresController } from './http/admin-erasures.controller.js';
import { MailedExportsController } from './http/mailed-exports.controller.js';
import { MyExportsController } from './http/my-exports.controller.js';
import { PrivacyModule } from './privacy.module.js';
import { EraseUser } from './use-cases/erase-user.js';
import { FetchExport } from './use-cases/fetch-export.js';
import { RequestExport } from './use-cases/request-export.js';

/** Routes of privacy. */
@Module({
  imports: [PrivacyModule, AccessModule],
  controllers: [MyExportsController, MailedExportsController, AdminErasuresController],
  providers: [RequestExport, FetchExport, EraseUser],
})
export class PrivacyHttpModule {}
