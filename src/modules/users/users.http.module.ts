import { Module } from '@nestjs/common';
import { MediaModule } from '../media/media.module.js';
import {
  CUSTOMER_GROUP_CONTROLLERS,
  CUSTOMER_GROUP_PROVIDERS,
} from './groups/customer-groups.providers.js';
import { AddressesController } from './http/addresses.controller.js';
import { AdminUsersController } from './http/admin-users.controller.js';
import { AvatarController } from './http/avatar.controller.js';
import { MeController } from './http/me.controller.js';
import { UsersModule } from './users.module.js';

/** Routes of a person's own account, and those of staff for everybody's. */
@Module({
  imports: [UsersModule, MediaModule],
  controllers: [
    MeController,
    AvatarController,
    AddressesController,
    AdminUsersController,
    ...CUSTOMER_GROUP_CONTROLLERS,
  ],
  providers: CUSTOMER_GROUP_PROVIDERS,
})
export class UsersHttpModule {}
