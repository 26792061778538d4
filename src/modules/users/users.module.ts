import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { AccessModule } from '../access/access.module.js';
import { MediaModule } from '../media/media.module.js';
import { AddressBox } from './address-box.js';
import { AddressesService } from './addresses.service.js';
import { AddressesRepository } from './data/addresses.repository.js';
import { PeopleRepository } from './data/people.repository.js';
import { UsersRepository } from './data/users.repository.js';
import { CustomerGroup, CustomerGroupMember } from './domain/customer-group.entity.js';
import { Erasure } from './domain/erasure.entity.js';
import { UserAddress } from './domain/user-address.entity.js';
import { User } from './domain/user.entity.js';
import { PeopleService } from './people.service.js';
import { ChangeUserRole } from './use-cases/change-user-role.js';
import { ChangeAvatar } from './use-cases/change-avatar.js';
import { RemoveAvatar } from './use-cases/remove-avatar.js';
import { UsersService } from './users.service.js';

/** People, their addresses and groups. */
@Module({
  imports: [
    CryptoModule,
    AccessModule,
    MediaModule,
    TypeOrmModule.forFeature([User, UserAddress, CustomerGroup, CustomerGroupMember, Erasure]),
  ],
  providers: [
    UsersService,
    AddressesService,
    AddressBox,
    UsersRepository,
    AddressesRepository,
    PeopleService,
    PeopleRepository,
    ChangeUserRole,
    ChangeAvatar,
    RemoveAvatar,
  ],
  exports: [
    UsersService,
    AddressesService,
    PeopleService,
    ChangeUserRole,
    ChangeAvatar,
    RemoveAvatar,
  ],
})
export class UsersModule {}
