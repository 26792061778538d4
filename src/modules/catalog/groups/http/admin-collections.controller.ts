import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
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
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type Page } from '../../../../common/http/page.response.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { CollectionNotFound, NameTaken, SlugTaken } from '../../catalog.errors.js';
import { etagOfGroup } from '../group-view.js';
import { NotDeleted, RulesInvalid } from '../groups.errors.js';
import type { Group } from '../groups.types.js';
import { CreateGroup } from '../use-cases/create-group.js';
import { DeleteGroup } from '../use-cases/delete-group.js';
import { PublishGroup } from '../use-cases/publish-group.js';
import { ReadGroups } from '../use-cases/read-groups.js';
import { RestoreGroup } from '../use-cases/restore-group.js';
import { UpdateGroup } from '../use-cases/update-group.js';
import {
  CreateCollectionRequest,
  ListGroupsQuery,
  RestoreGroupRequest,
  UpdateCollectionRequest,
} from './dto/admin-group.request.js';
import { AdminCollectionResponse, toCollection } from './dto/admin-group.response.js';

const TABLE = 'collections';

/** Collections, for staff. */
@ApiTags('Administration')
@Controller('admin/collections')
export class AdminCollectionsController {
  constructor(
    private readonly groups: ReadGroups,
    private readonly createGroup: CreateGroup,
    private readonly updateGroup: UpdateGroup,
    private readonly publishGroup: PublishGroup,
    private readonly deleteGroup: DeleteGroup,
    private readonly restoreGroup: RestoreGroup,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listCollectionsForStaff',
    summary: 'Collections, hidden ones too',
    description: 'In their display order. All filters together.',
  })
  @ApiPage(AdminCollectionResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() query: ListGroupsQuery): Promise<Page<AdminCollectionResponse>> {
    const { q = null, published = null, deleted = 'without', limit = 20, cursor = null } = query;
    const filter = { q, published, deleted, parent: null };
    const page = await this.groups.list(TABLE, filter, limit, cursor);
    return { ...page, items: page.items.map(toCollection) };
  }

  @Post()
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'createCollection',
    summary: 'Make a collection',
    description:
      'Nobody but staff sees it until it is published. With rules it is filled at once, and follows every change of a product in its transaction.',
  })
  @ApiCreatedResponse({ type: AdminCollectionResponse })
  @ApiProblems(InvalidRequest, NameTaken, SlugTaken, RulesInvalid)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreateCollectionRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCollectionResponse> {
    return answer(reply, await this.createGroup.execute(ctx, TABLE, body));
  }

  @Get(':collectionId')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getCollectionForStaff',
    summary: 'One collection, hidden or deleted ones too',
    description: 'Take the id from the list.',
  })
  @ApiOkResponse({ type: AdminCollectionResponse })
  @ApiProblems(InvalidRequest, CollectionNotFound)
  async get(
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCollectionResponse> {
    return answer(reply, await this.groups.get(TABLE, collectionId));
  }

  @Patch(':collectionId')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateCollection',
    summary: 'Change a collection',
    description:
      'What is left out stays. New rules pick anew at once; with rules of null everything that is in it stays, by hand from then on.',
  })
  @ApiOkResponse({ type: AdminCollectionResponse })
  @ApiProblems(InvalidRequest, CollectionNotFound, NameTaken, SlugTaken, RulesInvalid)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @Body() body: UpdateCollectionRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCollectionResponse> {
    return answer(reply, await this.updateGroup.execute(ctx, TABLE, collectionId, body, ifMatch));
  }

  @Post(':collectionId/publish')
  @HttpCode(200)
  @RequirePermission('catalog', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'publishCollection',
    summary: 'Show a collection to everybody',
    description: 'It gets a page and lists its products.',
  })
  @ApiOkResponse({ type: AdminCollectionResponse })
  @ApiProblems(InvalidRequest, CollectionNotFound)
  async publish(
    @Ctx() ctx: RequestContext,
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCollectionResponse> {
    return answer(reply, await this.publishGroup.execute(ctx, TABLE, collectionId, true, ifMatch));
  }

  @Post(':collectionId/unpublish')
  @HttpCode(200)
  @RequirePermission('catalog', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'unpublishCollection',
    summary: 'Hide a collection',
    description: 'It has no page any more; its products stay.',
  })
  @ApiOkResponse({ type: AdminCollectionResponse })
  @ApiProblems(InvalidRequest, CollectionNotFound)
  async unpublish(
    @Ctx() ctx: RequestContext,
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCollectionResponse> {
    return answer(reply, await this.publishGroup.execute(ctx, TABLE, collectionId, false, ifMatch));
  }

  @Delete(':collectionId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteCollection',
    summary: 'Delete a collection',
    description: 'Its products stay, and are in it again when it is restored.',
  })
  @ApiNoContentResponse({ description: 'It is deleted; `restore` brings it back.' })
  @ApiProblems(InvalidRequest, CollectionNotFound)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteGroup.execute(ctx, TABLE, collectionId, null, ifMatch);
  }

  @Post(':collectionId/restore')
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'restoreCollection',
    summary: 'Bring a deleted collection back',
    description:
      'As it was, published or not. Where its name or slug is taken by now it needs another one in the body.',
  })
  @ApiOkResponse({ type: AdminCollectionResponse })
  @ApiProblems(InvalidRequest, CollectionNotFound, NotDeleted, NameTaken, SlugTaken)
  async restore(
    @Ctx() ctx: RequestContext,
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @Body() body: RestoreGroupRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCollectionResponse> {
    return answer(reply, await this.restoreGroup.execute(ctx, TABLE, collectionId, body));
  }
}

function answer(reply: FastifyReply, group: Group): AdminCollectionResponse {
  void reply.header('etag', etagOfGroup(group));
  return toCollection(group);
}
