import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { SlugPipe } from '../../../../common/http/slug.pipe.js';
import { sendJsonText } from '../../../../common/http/json-text.js';
import { CacheAnswer } from '../../../../http-cache/cache-answer.decorator.js';
import { CategoryNotFound } from '../../catalog.errors.js';
import { GroupPages } from '../data/group-pages.js';
import { CategoryResponse, CategoryTreeResponse } from './dto/group.response.js';

@ApiTags('Catalogue')
@Public()
@Controller('categories')
export class CategoriesController {
  constructor(private readonly pages: GroupPages) {}

  @Get()
  @CacheAnswer({ of: 'groups' })
  @ApiOperation({
    operationId: 'listCategories',
    summary: 'The tree of categories',
    description: 'All of it, siblings in their display order.',
  })
  @ApiOkResponse({ type: CategoryTreeResponse })
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendJsonText(request, reply, await this.pages.categories());
  }

  @Get(':slug')
  @CacheAnswer({ of: 'groups' })
  @ApiOperation({
    operationId: 'getCategory',
    summary: 'One category with its breadcrumbs and children',
    description: 'Its products are at `/products?category={slug}`.',
  })
  @ApiParam({ name: 'slug', example: 'shirts' })
  @ApiOkResponse({ type: CategoryResponse })
  @ApiProblems(CategoryNotFound)
  async get(
    @Param('slug', SlugPipe) slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendJsonText(request, reply, await this.pages.category(slug));
  }
}
