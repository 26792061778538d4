import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { ShareWishlist } from '../use-cases/share-wishlist.js';
import { WishlistNotFound } from '../wishlists.errors.js';
import { SharedWishlistResponse, toSharedItemResponse } from './dto/wishlist.response.js';

/** Lists that their owners show to others: whoever has the link. */
@ApiTags('Wishlists')
@Controller('wishlists/shared')
@Public()
@RateLimit('secret-link')
export class SharedWishlistsController {
  constructor(
    private readonly sharing: ShareWishlist,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get(':token')
  @ApiOperation({
    operationId: 'showSharedWishlist',
    summary: 'A wishlist by its link',
    description:
      "The list's name and what the shop shows of it: no notes, and nothing of its owner.",
  })
  @ApiParam({ name: 'token', example: '3f2504e04f8911d39a0c0305e82c3301' })
  @ApiOkResponse({ type: SharedWishlistResponse })
  @ApiProblems(WishlistNotFound)
  async show(
    @Ctx() ctx: RequestContext,
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SharedWishlistResponse> {
    const { name, items } = await this.sharing.view(ctx, token);
    void reply.headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    });
    return { name, items: items.map((item) => toSharedItemResponse(item, this.env.CURRENCY)) };
  }
}
