import {
  Body,
  Controller,
  Delete,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { ProductNotFound, VariantNotFound } from '../../catalog/catalog.errors.js';
import { FillWishlist } from '../use-cases/fill-wishlist.js';
import {
  TooManyWishlistItems,
  TooManyWishlists,
  WishlistItemNotFound,
  WishlistNotFound,
} from '../wishlists.errors.js';
import {
  ChangeWishlistItemRequest,
  PutOnWishlistRequest,
  TransferItemsRequest,
} from './dto/wishlist.request.js';
import {
  PutItemResponse,
  toWishlistItemResponse,
  WishlistItemResponse,
} from './dto/wishlist.response.js';

/** What is on the caller's lists. */
@ApiTags('Wishlists')
@Controller('me')
@Own()
@ApiProblems(InvalidRequest)
export class WishlistItemsController {
  constructor(
    private readonly filler: FillWishlist,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('wishlist-items')
  @ApiOperation({
    operationId: 'addToDefaultWishlist',
    summary: 'Put something on the default wishlist',
    description: 'Which is made when there is none. 200 when it was there already.',
  })
  @ApiCreatedResponse({ type: PutItemResponse })
  @ApiOkResponse({ type: PutItemResponse })
  @ApiProblems(ProductNotFound, VariantNotFound, TooManyWishlists, TooManyWishlistItems)
  @ApiProblems(WishlistNotFound)
  putOnDefault(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() body: PutOnWishlistRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PutItemResponse> {
    return this.put(ctx, user, null, body, reply);
  }

  @Post('wishlists/:wishlistId/items')
  @ApiOperation({
    operationId: 'addToWishlist',
    summary: 'Put something on a wishlist',
    description: 'Once: a second time only its note is written, and the answer is 200.',
  })
  @ApiCreatedResponse({ type: PutItemResponse })
  @ApiOkResponse({ type: PutItemResponse })
  @ApiProblems(WishlistNotFound, ProductNotFound, VariantNotFound, TooManyWishlistItems)
  putOnList(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
    @Body() body: PutOnWishlistRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PutItemResponse> {
    return this.put(ctx, user, id, body, reply);
  }

  @Patch('wishlists/:wishlistId/items/:itemId')
  @ApiOperation({
    operationId: 'changeWishlistItem',
    summary: 'Write a note to an item',
    description: 'Only the owner of the list sees it.',
  })
  @ApiOkResponse({ type: WishlistItemResponse })
  @ApiProblems(WishlistNotFound, WishlistItemNotFound)
  async change(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @Body() { note }: ChangeWishlistItemRequest,
  ): Promise<WishlistItemResponse> {
    const item = await this.filler.setNote(ctx, user.id, id, itemId, note);
    return toWishlistItemResponse(item, this.env.CURRENCY);
  }

  @Delete('wishlists/:wishlistId/items/:itemId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'removeWishlistItem',
    summary: 'Take an item off a wishlist',
    description: 'It stays on the others.',
  })
  @ApiNoContentResponse()
  @ApiProblems(WishlistNotFound, WishlistItemNotFound)
  async take(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
    @Param('itemId', ParseUUIDPipe) itemId: string,
  ): Promise<void> {
    await this.filler.take(ctx, user.id, id, itemId);
  }

  @Post('wishlists/:wishlistId/transfer')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'transferWishlistItems',
    summary: 'Copy or move items to another wishlist',
    description: 'All of them or none; what is there already stays as it is.',
  })
  @ApiNoContentResponse()
  @ApiProblems(WishlistNotFound, WishlistItemNotFound, TooManyWishlistItems)
  async transfer(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
    @Body() { toWishlistId, itemIds, mode }: TransferItemsRequest,
  ): Promise<void> {
    await this.filler.transfer(ctx, user.id, id, toWishlistId, itemIds, mode);
  }

  private async put(
    ctx: RequestContext,
    user: AuthUser,
    wishlistId: string | null,
    body: PutOnWishlistRequest,
    reply: FastifyReply,
  ): Promise<PutItemResponse> {
    const { variantId = null, productId = null, note = null } = body;
    // Both would be two things.
    if (variantId !== null && productId !== null) {
      throw new InvalidRequest('Name a variant or a product, not both');
    }
    const put = await this.filler.put(ctx, user.id, wishlistId, { variantId, productId }, note);
    void reply.status(put.isNew ? 201 : 200);
    const item = toWishlistItemResponse(put.item, this.env.CURRENCY);
    return { wishlistId: put.wishlistId, item };
  }
}
