import { Module } from '@nestjs/common';
import { AddressesController } from './http/addresses.controller.js';
import { MeController } from './http/me.controller.js';
import { UsersModule } from './users.module.js';

/** Routes of a person's own account. */
@Module({ imports: [UsersModule], controllers: [MeController, AddressesController] })
export class UsersHttpModule {}
