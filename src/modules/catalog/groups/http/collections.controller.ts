import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { SlugPipe } from '../../../../common/http/slug.pipe.js';
import { sendJsonText } from '../../../../common/http/json-text.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { CacheAnswer } from '../../../../http-cache/cache-answer.decorator.js';
import { CollectionNotFound } from '../../catalog.errors.js';
import { GroupPages } from '../data/group-pages.js';
import { GroupResponse } from './dto/group.response.js';

const DEFAULT_LIMIT = 20;

@ApiTags('Catalogue')
@Public()
@Controller('collections')
export class CollectionsController {
  constructor(private readonly pages: GroupPages) {}

  @Get()
  @CacheAnswer({ of: 'groups' })
  @ApiOperation({
    operationId: 'listCollections',
    summary: 'List collections',
    description: 'In their display order.',
  })
  @ApiPage(GroupResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    sendJsonText(request, reply, await this.pages.groups('collections', limit, cursor));
  }

  @Get(':slug')
  @CacheAnswer({ of: 'groups' })
  @ApiOperation({
    operationId: 'getCollection',
    summary: 'One collection',
    description: 'Its products are at `/products?collection={slug}`.',
  })
  @ApiParam({ name: 'slug', example: 'summer-linen' })
  @ApiOkResponse({ type: GroupResponse })
  @ApiProblems(CollectionNotFound)
  async get(
    @Param('slug', SlugPipe) slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendJsonText(request, reply, await this.pages.group('collections', slug));
  }
}
