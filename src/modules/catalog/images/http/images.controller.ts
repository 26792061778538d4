import {
  applyDecorators,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest, RouteNotFound } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, etagOf, IfMatch } from '../../../../common/http/if-match.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { MediaInUse, MediaNotFound } from '../../../media/media.errors.js';
import {
  BrandNotFound,
  CategoryNotFound,
  CollectionNotFound,
  ProductNotFound,
} from '../../catalog.errors.js';
import {
  ImageNotFound,
  ImageNotReady,
  ImageOrderIncomplete,
  ImageVariantUnknown,
  TooManyImages,
} from '../images.errors.js';
import { IMAGE_OWNERS, type ImageOwnerPath, type ImageView } from '../images.types.js';
import { AttachImages } from '../use-cases/attach-images.js';
import { ChangeImages } from '../use-cases/change-images.js';
import { DescribeImage } from '../use-cases/describe-image.js';
import { DetachImage } from '../use-cases/detach-image.js';
import { OrderImages } from '../use-cases/order-images.js';
import {
  AttachImagesRequest,
  DescribeImageRequest,
  OrderImagesRequest,
} from './dto/image.request.js';
import { ImagesResponse, toImagesResponse } from './dto/image.response.js';
import { ImageOwnerPipe } from './image-owner.pipe.js';

const ApiOwner = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'ownerKind', enum: IMAGE_OWNERS, example: 'products' }),
    ApiProblems(InvalidRequest, RouteNotFound, ProductNotFound, CategoryNotFound),
    ApiProblems(BrandNotFound, CollectionNotFound),
  );

/** Images of products, categories, brands and collections, all in the same way. */
@ApiTags('Administration')
@Controller('admin/:ownerKind/:ownerId/images')
export class ImagesController {
  constructor(
    private readonly images: ChangeImages,
    private readonly attachImages: AttachImages,
    private readonly orderImages: OrderImages,
    private readonly describeImage: DescribeImage,
    private readonly detachImage: DetachImage,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOwner()
  @ApiOperation({
    operationId: 'listImages',
    summary: 'Images of a product or group',
    description: 'In their order, published or not. The ETag covers all of them.',
  })
  @ApiOkResponse({ type: ImagesResponse })
  async list(
    @Param('ownerKind', ImageOwnerPipe) path: ImageOwnerPath,
    @Param('ownerId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImagesResponse> {
    return answer(reply, await this.images.list({ path, id }));
  }

  @Post()
  @RequirePermission('catalog', 'w')
  @ApiOwner()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'attachImages',
    summary: 'Show uploaded files',
    description:
      'Behind the images that are there. Files are named by their ids and must have been uploaded for this product or group.',
  })
  @ApiCreatedResponse({ type: ImagesResponse })
  @ApiProblems(MediaNotFound, MediaInUse, ImageNotReady, TooManyImages, ImageVariantUnknown)
  async attach(
    @Ctx() ctx: RequestContext,
    @Param('ownerKind', ImageOwnerPipe) path: ImageOwnerPath,
    @Param('ownerId', ParseUUIDPipe) id: string,
    @Body() { fileIds, altText = null, variantId = null }: AttachImagesRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImagesResponse> {
    const wanted = { fileIds, altText, variantId };
    return answer(reply, await this.attachImages.execute(ctx, { path, id }, wanted, ifMatch));
  }

  @Put()
  @RequirePermission('catalog', 'w')
  @ApiOwner()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'orderImages',
    summary: 'Order images',
    description: 'Name every image once. The first one stands for the product or group in lists.',
  })
  @ApiOkResponse({ type: ImagesResponse })
  @ApiProblems(ImageOrderIncomplete)
  async order(
    @Ctx() ctx: RequestContext,
    @Param('ownerKind', ImageOwnerPipe) path: ImageOwnerPath,
    @Param('ownerId', ParseUUIDPipe) id: string,
    @Body() { imageIds }: OrderImagesRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImagesResponse> {
    return answer(reply, await this.orderImages.execute(ctx, { path, id }, imageIds, ifMatch));
  }

  @Patch(':imageId')
  @RequirePermission('catalog', 'w')
  @ApiOwner()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'describeImage',
    summary: 'Describe an image',
    description: 'Its alternative text and the variant that it shows.',
  })
  @ApiOkResponse({ type: ImagesResponse })
  @ApiProblems(ImageNotFound, ImageVariantUnknown)
  async describe(
    @Ctx() ctx: RequestContext,
    @Param('ownerKind', ImageOwnerPipe) path: ImageOwnerPath,
    @Param('ownerId', ParseUUIDPipe) id: string,
    @Param('imageId', ParseUUIDPipe) imageId: string,
    @Body() { altText, variantId }: DescribeImageRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImagesResponse> {
    const change = { altText, variantId };
    const owner = { path, id };
    return answer(reply, await this.describeImage.execute(ctx, owner, imageId, change, ifMatch));
  }

  @Delete(':imageId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiOwner()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'detachImage',
    summary: 'Delete an image',
    description: 'Its file is deleted a while later.',
  })
  @ApiNoContentResponse({ description: 'It is shown no more.' })
  @ApiProblems(ImageNotFound)
  async detach(
    @Ctx() ctx: RequestContext,
    @Param('ownerKind', ImageOwnerPipe) path: ImageOwnerPath,
    @Param('ownerId', ParseUUIDPipe) id: string,
    @Param('imageId', ParseUUIDPipe) imageId: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.detachImage.execute(ctx, { path, id }, imageId, ifMatch);
  }
}

function answer(reply: FastifyReply, images: readonly ImageView[]): ImagesResponse {
  void reply.header('etag', etagOf(images));
  return toImagesResponse(images);
}
