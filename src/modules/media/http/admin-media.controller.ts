import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import {
  InvalidCursor,
  InvalidRequest,
  PayloadTooLarge,
} from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import { TakesImageForm } from '../../../common/http/takes-image.decorator.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { MediaFilesRepository } from '../data/media-files.repository.js';
import {
  InvalidImage,
  MediaBusy,
  MediaInUse,
  MediaNotFound,
  MediaOwnerNotFound,
  MediaQuotaExceeded,
  TooManyFiles,
  UploadMissing,
} from '../media.errors.js';
import { PictureBodiesService } from '../picture-bodies.service.js';
import { CompleteUpload } from '../use-cases/complete-upload.js';
import { DeleteMedia } from '../use-cases/delete-media.js';
import { StartUpload } from '../use-cases/start-upload.js';
import { UploadPictures } from '../use-cases/upload-pictures.js';
import {
  CompleteUploadRequest,
  ListMediaQuery,
  MediaOwnerQuery,
  StartUploadRequest,
} from './dto/media.request.js';
import {
  MediaListResponse,
  MediaResponse,
  toMediaResponse,
  toUploadTicketResponse,
  UploadTicketResponse,
} from './dto/media.response.js';

/** Uploads of staff: by a form through the API, or straight to the storage. */
@ApiTags('Media')
@Controller('admin/media')
export class AdminMediaController {
  constructor(
    private readonly files: MediaFilesRepository,
    private readonly uploadPictures: UploadPictures,
    private readonly startUpload: StartUpload,
    private readonly completeUpload: CompleteUpload,
    private readonly deleteMedia: DeleteMedia,
    private readonly bodies: PictureBodiesService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @RequirePermission('media', 'r')
  @ApiOperation({
    operationId: 'listMedia',
    summary: 'Files',
    description: 'Newest first, in every state, without the pictures of persons.',
  })
  @ApiPage(MediaResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() query: ListMediaQuery): Promise<Page<MediaResponse>> {
    const { limit = 20, cursor, state, ownerKind, ownerId } = query;
    if ((ownerKind === undefined) !== (ownerId === undefined)) {
      throw new InvalidRequest('ownerKind and ownerId go together');
    }
    const owner = ownerKind && ownerId ? { kind: ownerKind, id: ownerId } : null;
    const after = cursor === undefined ? null : decodeTimeCursor(cursor);
    const rows = await this.files.list({ state: state ?? null, owner, after, limit });
    return toPage(rows, limit, toMediaResponse, encodeTimeCursor);
  }

  @Post()
  @TakesImageForm()
  @RequirePermission('media', 'w')
  @ApiOperation({
    operationId: 'uploadMedia',
    summary: 'Upload pictures',
    description:
      'A form with at most 8 files, PNG, JPEG or WebP, at most 25 megapixels and the configured size each. They are drawn anew as WebP, at most 2400 pixels wide and high. Either all are stored or none. What nothing shows within a day is deleted.',
  })
  @ApiCreatedResponse({ type: MediaListResponse })
  @ApiProblems(InvalidRequest, TooManyFiles, InvalidImage, MediaBusy)
  @ApiProblems(MediaOwnerNotFound, MediaQuotaExceeded)
  async upload(
    @Ctx() ctx: RequestContext,
    @Query() { ownerKind, ownerId }: MediaOwnerQuery,
    @Req() request: FastifyRequest,
  ): Promise<MediaListResponse> {
    const sent = await this.bodies.many(request);
    const files = await this.uploadPictures.execute(ctx, { kind: ownerKind, id: ownerId }, sent);
    return { items: files.map(toMediaResponse) };
  }

  @Post('uploads')
  @RequirePermission('media', 'w')
  @ApiOperation({
    operationId: 'startMediaUpload',
    summary: 'Plan a direct upload',
    description:
      'Answers how a browser sends one picture straight to the storage, within 15 minutes. Then call `complete`.',
  })
  @ApiCreatedResponse({ type: UploadTicketResponse })
  @ApiProblems(InvalidRequest, PayloadTooLarge, MediaOwnerNotFound, MediaQuotaExceeded)
  async start(
    @Ctx() ctx: RequestContext,
    @Body() { ownerKind, ownerId, contentType, bytes }: StartUploadRequest,
  ): Promise<UploadTicketResponse> {
    if (bytes > this.env.MEDIA_MAX_BYTES) throw new PayloadTooLarge();
    const owner = { kind: ownerKind, id: ownerId };
    return toUploadTicketResponse(
      await this.startUpload.execute(ctx, { owner, contentType, bytes }),
    );
  }

  @Post('uploads/:fileId/complete')
  @HttpCode(202)
  @RequirePermission('media', 'w')
  @ApiOperation({
    operationId: 'completeMediaUpload',
    summary: 'A direct upload is done',
    description:
      'Looks what arrived. A worker then checks the picture and draws it anew: ask for the file until it is `ready` or `failed`. With Cloudinary, send `version` and `signature` of its answer.',
  })
  @ApiAcceptedResponse({ type: MediaResponse })
  @ApiProblems(InvalidRequest, MediaNotFound, UploadMissing, InvalidImage)
  async complete(
    @Ctx() ctx: RequestContext,
    @Param('fileId', ParseUUIDPipe) fileId: string,
    @Body() receipt: CompleteUploadRequest,
  ): Promise<MediaResponse> {
    return toMediaResponse(await this.completeUpload.execute(ctx, fileId, receipt));
  }

  @Get(':fileId')
  @RequirePermission('media', 'r')
  @ApiOperation({
    operationId: 'getMedia',
    summary: 'A file',
    description: 'In whatever state it is.',
  })
  @ApiOkResponse({ type: MediaResponse })
  @ApiProblems(InvalidRequest, MediaNotFound)
  async get(@Param('fileId', ParseUUIDPipe) fileId: string): Promise<MediaResponse> {
    const file = await this.files.find(fileId);
    if (!file || file.ownerKind === 'user') throw new MediaNotFound();
    return toMediaResponse(file);
  }

  @Delete(':fileId')
  @HttpCode(204)
  @RequirePermission('media', 'w')
  @ApiOperation({
    operationId: 'deleteMedia',
    summary: 'Delete a file',
    description: 'One that no image shows. A worker deletes it from the storage.',
  })
  @ApiNoContentResponse({ description: 'It is going to be deleted.' })
  @ApiProblems(InvalidRequest, MediaNotFound, MediaInUse)
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('fileId', ParseUUIDPipe) fileId: string,
  ): Promise<void> {
    await this.deleteMedia.execute(ctx, fileId);
  }
}
