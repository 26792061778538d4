import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { RouteNotFound } from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { SlugPipe } from '../../../../common/http/slug.pipe.js';
import { type StorefrontView } from '../../../../common/http/storefront-view.js';
import { ApiView, View } from '../../../../common/http/view.decorator.js';
import { sendJsonText } from '../../../../common/http/json-text.js';
import { CacheAnswer } from '../../../../http-cache/cache-answer.decorator.js';
import { CategoryNotFound } from '../../catalog.errors.js';
import { ApiMoved, SlugRedirects } from '../../translations/slug-redirects.js';
import { GroupPages } from '../data/group-pages.js';
import { CategoryResponse, CategoryTreeResponse } from './dto/group.response.js';

@ApiTags('Catalogue')
@Public()
@Controller('categories')
export class CategoriesController {
  constructor(
    private readonly pages: GroupPages,
    private readonly redirects: SlugRedirects,
  ) {}

  @Get()
  @CacheAnswer({ of: 'groups' })
  @ApiOperation({
    operationId: 'listCategories',
    summary: 'The tree of categories',
    description: 'All of it, siblings in their display order.',
  })
  @ApiOkResponse({ type: CategoryTreeResponse })
  @ApiView({ query: true })
  async list(
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendJsonText(request, reply, await this.pages.categories(view), view);
  }

  @Get(':slug')
  @CacheAnswer({ of: 'groups' })
  @ApiOperation({
    operationId: 'getCategory',
    summary: 'One category with its breadcrumbs and children',
    description:
      'Found by its slug in any language. Its products are at `/products?category={slug}`.',
  })
  @ApiParam({ name: 'slug', example: 'shirts' })
  @ApiOkResponse({ type: CategoryResponse })
  @ApiMoved()
  @ApiView({ query: true })
  @ApiProblems(CategoryNotFound, RouteNotFound)
  async get(
    @Param('slug', SlugPipe) slug: string,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const text = await this.pages.category(slug, view);
    if (text !== null) sendJsonText(request, reply, text, view);
    else await this.redirects.answer('category', slug, view, { request, reply }, CategoryNotFound);
  }
}
