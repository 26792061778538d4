import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  InvalidCursor,
  InvalidRequest,
  RouteNotFound,
} from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { SlugPipe } from '../../../../common/http/slug.pipe.js';
import { sendJsonText } from '../../../../common/http/json-text.js';
import { type StorefrontView } from '../../../../common/http/storefront-view.js';
import { StorefrontPageQuery } from '../../../../common/http/storefront.query.js';
import { ApiView, View } from '../../../../common/http/view.decorator.js';
import { CacheAnswer } from '../../../../http-cache/cache-answer.decorator.js';
import { CollectionNotFound } from '../../catalog.errors.js';
import { ApiMoved, SlugRedirects } from '../../translations/slug-redirects.js';
import { GroupPages } from '../data/group-pages.js';
import { GroupResponse } from './dto/group.response.js';

const DEFAULT_LIMIT = 20;

@ApiTags('Catalogue')
@Public()
@Controller('collections')
export class CollectionsController {
  constructor(
    private readonly pages: GroupPages,
    private readonly redirects: SlugRedirects,
  ) {}

  @Get()
  @CacheAnswer({ of: 'groups' })
  @ApiOperation({
    operationId: 'listCollections',
    summary: 'List collections',
    description: 'In their display order.',
  })
  @ApiPage(GroupResponse)
  @ApiView()
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Query() query: StorefrontPageQuery,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    const text = await this.pages.groups('collections', limit, cursor, view);
    sendJsonText(request, reply, text, view);
  }

  @Get(':slug')
  @CacheAnswer({ of: 'groups' })
  @ApiOperation({
    operationId: 'getCollection',
    summary: 'One collection',
    description:
      'Found by its slug in any language. Its products are at `/products?collection={slug}`.',
  })
  @ApiParam({ name: 'slug', example: 'summer-linen' })
  @ApiOkResponse({ type: GroupResponse })
  @ApiMoved()
  @ApiView({ query: true })
  @ApiProblems(CollectionNotFound, RouteNotFound)
  async get(
    @Param('slug', SlugPipe) slug: string,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const text = await this.pages.group('collections', slug, view);
    if (text !== null) sendJsonText(request, reply, text, view);
    else
      await this.redirects.answer('collection', slug, view, { request, reply }, CollectionNotFound);
  }
}
