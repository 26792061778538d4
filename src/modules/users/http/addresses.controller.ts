import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  InvalidCursor,
  InvalidRequest,
  InvalidValue,
} from '../../../common/errors/common-errors.js';
import { Own } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import {
  AddressNotFound,
  InvalidAddress,
  InvalidPhoneNumber,
  TooManyAddresses,
} from '../users.errors.js';
import { AddressesService } from '../users.service.js';
import type { AddressInput } from '../users.types.js';
import { CreateAddressRequest, UpdateAddressRequest } from './dto/address.request.js';
import { AddressResponse, toAddressResponse } from './dto/address.response.js';

/** The caller's address book; another person's address answers like one that does not exist. */
@ApiTags('Me')
@Own()
@Controller('me/addresses')
export class AddressesController {
  constructor(
    private readonly addresses: AddressesService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMyAddresses',
    summary: 'My addresses',
    description: 'Newest first; one of them is the default.',
  })
  @ApiPage(AddressResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<AddressResponse>> {
    const page = await this.addresses.list(ctx, user.id, limit, cursor ?? null);
    return { ...page, items: page.items.map(toAddressResponse) };
  }

  @Post()
  @ApiOperation({
    operationId: 'createMyAddress',
    summary: 'Add an address',
    description:
      'The first one becomes the default. At most 50. The postal code must have the shape that the country uses; the phone number is kept as +… (E.164).',
  })
  @ApiCreatedResponse({ type: AddressResponse })
  @ApiProblems(InvalidRequest, InvalidValue, InvalidAddress, InvalidPhoneNumber, TooManyAddresses)
  async create(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() body: CreateAddressRequest,
  ): Promise<AddressResponse> {
    return toAddressResponse(await this.addresses.create(ctx, user.id, this.toInput(body)));
  }

  @Get(':addressId')
  @ApiOperation({
    operationId: 'getMyAddress',
    summary: 'One of my addresses',
    description: 'Take the id from the list.',
  })
  @ApiOkResponse({ type: AddressResponse })
  @ApiProblems(InvalidRequest, AddressNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('addressId', ParseUUIDPipe) addressId: string,
  ): Promise<AddressResponse> {
    return toAddressResponse(await this.addresses.get(ctx, user.id, addressId));
  }

  @Patch(':addressId')
  @ApiOperation({
    operationId: 'updateMyAddress',
    summary: 'Change an address',
    description: 'Orders that were placed with it keep what they were placed with.',
  })
  @ApiOkResponse({ type: AddressResponse })
  @ApiProblems(InvalidRequest, InvalidValue, InvalidAddress, InvalidPhoneNumber, AddressNotFound)
  async update(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('addressId', ParseUUIDPipe) addressId: string,
    @Body() body: UpdateAddressRequest,
  ): Promise<AddressResponse> {
    return toAddressResponse(await this.addresses.update(ctx, user.id, addressId, { ...body }));
  }

  @Delete(':addressId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteMyAddress',
    summary: 'Delete an address',
    description: 'Was it the default, the newest of the others becomes it.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, AddressNotFound)
  async remove(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('addressId', ParseUUIDPipe) addressId: string,
  ): Promise<void> {
    await this.addresses.remove(ctx, user.id, addressId);
  }

  private toInput(body: CreateAddressRequest): AddressInput {
    return {
      recipient: body.recipient,
      phoneNumber: body.phoneNumber ?? null,
      street: body.street,
      ward: body.ward ?? null,
      district: body.district,
      city: body.city,
      postalCode: body.postalCode ?? null,
      country: body.country ?? this.env.COUNTRY,
      isDefault: body.isDefault ?? false,
    };
  }
}
