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
import {
  CategoryBelowItself,
  CategoryNotFound,
  NameTaken,
  SlugTaken,
} from '../../catalog.errors.js';
import { MetadataSchemaInvalid } from '../../products/products.errors.js';
import { etagOfGroup } from '../group-view.js';
import {
  GroupInUse,
  CategoryTooDeep,
  HeirUnusable,
  NotDeleted,
  ParentUnusable,
} from '../groups.errors.js';
import type { Group } from '../groups.types.js';
import { CreateGroup } from '../use-cases/create-group.js';
import { DeleteGroup } from '../use-cases/delete-group.js';
import { PublishGroup } from '../use-cases/publish-group.js';
import { ReadGroups } from '../use-cases/read-groups.js';
import { RestoreGroup } from '../use-cases/restore-group.js';
import { UpdateGroup } from '../use-cases/update-group.js';
import {
  CreateCategoryRequest,
  HeirQuery,
  ListCategoriesQuery,
  RestoreCategoryRequest,
  UpdateCategoryRequest,
} from './dto/admin-group.request.js';
import {
  AdminCategoryLineResponse,
  AdminCategoryResponse,
  toCategory,
  toCategoryLine,
} from './dto/admin-group.response.js';

const TABLE = 'categories';

/** Categories, for staff. */
@ApiTags('Administration')
@Controller('admin/categories')
export class AdminCategoriesController {
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
    operationId: 'listCategoriesForStaff',
    summary: 'Categories, hidden ones too',
    description: 'In their display order. All filters together.',
  })
  @ApiPage(AdminCategoryLineResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() query: ListCategoriesQuery): Promise<Page<AdminCategoryLineResponse>> {
    const { q = null, published = null, deleted = 'without', limit = 20, cursor = null } = query;
    const filter = { q, published, deleted, parent: query.parent ?? null };
    const page = await this.groups.list(TABLE, filter, limit, cursor);
    return { ...page, items: page.items.map(toCategoryLine) };
  }

  @Post()
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'createCategory',
    summary: 'Make a category',
    description:
      'Nobody but staff sees it until it is published. It stands last among its siblings unless a place is given.',
  })
  @ApiCreatedResponse({ type: AdminCategoryResponse })
  @ApiProblems(InvalidRequest, NameTaken, SlugTaken, ParentUnusable, MetadataSchemaInvalid)
  @ApiProblems(CategoryTooDeep)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreateCategoryRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCategoryResponse> {
    return answer(reply, await this.createGroup.execute(ctx, TABLE, body));
  }

  @Get(':categoryId')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getCategoryForStaff',
    summary: 'One category, hidden or deleted ones too',
    description: 'Take the id from the list.',
  })
  @ApiOkResponse({ type: AdminCategoryResponse })
  @ApiProblems(InvalidRequest, CategoryNotFound)
  async get(
    @Param('categoryId', ParseUUIDPipe) categoryId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCategoryResponse> {
    return answer(reply, await this.groups.get(TABLE, categoryId));
  }

  @Patch(':categoryId')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateCategory',
    summary: 'Change a category',
    description:
      'What is left out stays. A new metadata schema counts for products that are written from then on.',
  })
  @ApiOkResponse({ type: AdminCategoryResponse })
  @ApiProblems(InvalidRequest, CategoryNotFound, NameTaken, SlugTaken, MetadataSchemaInvalid)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('categoryId', ParseUUIDPipe) categoryId: string,
    @Body() body: UpdateCategoryRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCategoryResponse> {
    return answer(reply, await this.updateGroup.execute(ctx, TABLE, categoryId, body, ifMatch));
  }

  @Post(':categoryId/publish')
  @HttpCode(200)
  @RequirePermission('catalog', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'publishCategory',
    summary: 'Show a category to everybody',
    description: 'It has a page when everything above it is published too.',
  })
  @ApiOkResponse({ type: AdminCategoryResponse })
  @ApiProblems(InvalidRequest, CategoryNotFound)
  async publish(
    @Ctx() ctx: RequestContext,
    @Param('categoryId', ParseUUIDPipe) categoryId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCategoryResponse> {
    return answer(reply, await this.publishGroup.execute(ctx, TABLE, categoryId, true, ifMatch));
  }

  @Post(':categoryId/unpublish')
  @HttpCode(200)
  @RequirePermission('catalog', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'unpublishCategory',
    summary: 'Hide a category',
    description: 'It and everything below it have no page any more; their products stay.',
  })
  @ApiOkResponse({ type: AdminCategoryResponse })
  @ApiProblems(InvalidRequest, CategoryNotFound)
  async unpublish(
    @Ctx() ctx: RequestContext,
    @Param('categoryId', ParseUUIDPipe) categoryId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCategoryResponse> {
    return answer(reply, await this.publishGroup.execute(ctx, TABLE, categoryId, false, ifMatch));
  }

  @Delete(':categoryId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteCategory',
    summary: 'Delete a category',
    description:
      'Only one without products and categories below, or with an heir that takes both over. The heir cannot be below it.',
  })
  @ApiNoContentResponse({ description: 'It is deleted; `restore` brings it back.' })
  @ApiProblems(InvalidRequest, CategoryNotFound, GroupInUse, HeirUnusable, CategoryTooDeep)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('categoryId', ParseUUIDPipe) categoryId: string,
    @Query() { heir }: HeirQuery,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteGroup.execute(ctx, TABLE, categoryId, heir ?? null, ifMatch);
  }

  @Post(':categoryId/restore')
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'restoreCategory',
    summary: 'Bring a deleted category back',
    description:
      'As it was, published or not. Where its name or slug is taken by now it needs another one in the body. Where its parent is deleted it needs another one, or null for the top. What an heir took over stays with him.',
  })
  @ApiOkResponse({ type: AdminCategoryResponse })
  @ApiProblems(
    InvalidRequest,
    CategoryNotFound,
    NotDeleted,
    NameTaken,
    SlugTaken,
    ParentUnusable,
    CategoryTooDeep,
    CategoryBelowItself,
  )
  async restore(
    @Ctx() ctx: RequestContext,
    @Param('categoryId', ParseUUIDPipe) categoryId: string,
    @Body() body: RestoreCategoryRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCategoryResponse> {
    return answer(reply, await this.restoreGroup.execute(ctx, TABLE, categoryId, body));
  }
}

function answer(reply: FastifyReply, group: Group): AdminCategoryResponse {
  void reply.header('etag', etagOfGroup(group));
  return toCategory(group);
}
