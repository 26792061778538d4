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
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { ManageWishlists } from '../use-cases/manage-wishlists.js';
import { MoveToCart } from '../use-cases/move-to-cart.js';
import { ReadWishes } from '../use-cases/read-wishes.js';
import { ShareWishlist } from '../use-cases/share-wishlist.js';
import { TooManyWishlists, WishlistItemNotFound, WishlistNotFound } from '../wishlists.errors.js';
import {
  ChangeWishlistRequest,
  CreateWishlistRequest,
  MoveToCartRequest,
} from './dto/wishlist.request.js';
import {
  MovedItemsResponse,
  ShareLinkResponse,
  toMovedItemsResponse,
  toWishlistItemResponse,
  toWishlistResponse,
  WishlistDetailResponse,
  WishlistResponse,
  WishlistsResponse,
} from './dto/wishlist.response.js';

/** The caller's lists. */
@ApiTags('Wishlists')
@Controller('me/wishlists')
@Own()
@ApiProblems(InvalidRequest)
export class WishlistsController {
  constructor(
    private readonly reader: ReadWishes,
    private readonly manager: ManageWishlists,
    private readonly sharing: ShareWishlist,
    private readonly moveToCart: MoveToCart,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMyWishlists',
    summary: 'My wishlists',
    description: 'Without what is on them.',
  })
  @ApiOkResponse({ type: WishlistsResponse })
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
  ): Promise<WishlistsResponse> {
    const rows = await this.reader.listWishlists(ctx, user.id);
    return { items: rows.map((row) => toWishlistResponse(row, this.linkOf)) };
  }

  @Post()
  @ApiOperation({
    operationId: 'createWishlist',
    summary: 'Make a wishlist',
    description: 'At most 20; the first one is the default.',
  })
  @ApiCreatedResponse({ type: WishlistResponse })
  @ApiProblems(TooManyWishlists)
  async create(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { name, isDefault = false }: CreateWishlistRequest,
  ): Promise<WishlistResponse> {
    const list = await this.manager.create(ctx, user.id, name, isDefault);
    return toWishlistResponse(list, this.linkOf);
  }

  @Get(':wishlistId')
  @ApiOperation({
    operationId: 'getMyWishlist',
    summary: 'One of my wishlists',
    description: 'Each item with its price now, and why it cannot be bought.',
  })
  @ApiOkResponse({ type: WishlistDetailResponse })
  @ApiProblems(WishlistNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
  ): Promise<WishlistDetailResponse> {
    const { list, items } = await this.reader.wishlist(ctx, user.id, id);
    return {
      ...toWishlistResponse(list, this.linkOf),
      items: items.map((item) => toWishlistItemResponse(item, this.env.CURRENCY)),
    };
  }

  @Patch(':wishlistId')
  @ApiOperation({
    operationId: 'changeWishlist',
    summary: 'Rename a wishlist or make it the default',
    description: 'What is left out stays.',
  })
  @ApiOkResponse({ type: WishlistResponse })
  @ApiProblems(WishlistNotFound)
  async change(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
    @Body() { name, isDefault }: ChangeWishlistRequest,
  ): Promise<WishlistResponse> {
    const list = await this.manager.change(ctx, user.id, id, { name, isDefault });
    return toWishlistResponse(list, this.linkOf);
  }

  @Delete(':wishlistId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteWishlist',
    summary: 'Delete a wishlist',
    description: 'With all that is on it. The oldest of the others becomes the default.',
  })
  @ApiNoContentResponse()
  @ApiProblems(WishlistNotFound)
  async remove(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.manager.remove(ctx, user.id, id);
  }

  @Post(':wishlistId/cart')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'moveWishlistToCart',
    summary: 'Move items into the cart',
    description:
      'One piece each, all or the named ones. What cannot be sold now stays, with the reason.',
  })
  @ApiOkResponse({ type: MovedItemsResponse })
  @ApiProblems(WishlistNotFound, WishlistItemNotFound)
  async move(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
    @Body() { itemIds }: MoveToCartRequest,
  ): Promise<MovedItemsResponse> {
    return toMovedItemsResponse(await this.moveToCart.execute(ctx, user.id, id, itemIds ?? null));
  }

  @Post(':wishlistId/share')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'shareWishlist',
    summary: 'Share a wishlist by a link',
    description: 'A new link each time: the one before leads nowhere from then on.',
  })
  @ApiOkResponse({ type: ShareLinkResponse })
  @ApiProblems(WishlistNotFound)
  share(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
  ): Promise<ShareLinkResponse> {
    return this.sharing.share(ctx, user.id, id);
  }

  @Delete(':wishlistId/share')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'unshareWishlist',
    summary: 'Take the link of a wishlist back',
    description: 'It leads nowhere from then on.',
  })
  @ApiNoContentResponse()
  @ApiProblems(WishlistNotFound)
  async unshare(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('wishlistId', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.sharing.revoke(ctx, user.id, id);
  }

  private readonly linkOf = (shareId: string): ShareLinkResponse => this.sharing.linkOf(shareId);
}
