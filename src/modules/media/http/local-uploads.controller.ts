import { Controller, HttpCode, Param, ParseUUIDPipe, Put, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { InvalidRequest, UnsupportedMediaType } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { TakesRawImage } from '../../../common/http/takes-image.decorator.js';
import { UploadNotAllowed } from '../media.errors.js';
import { ReceiveUpload } from '../use-cases/receive-upload.js';
import { SignedUploadQuery } from './dto/media.request.js';

/** Where direct uploads go when the shop keeps its files itself. */
@ApiTags('Media')
@Controller('media/uploads')
export class LocalUploadsController {
  constructor(private readonly receiveUpload: ReceiveUpload) {}

  @Put(':fileId')
  @Public()
  @TakesRawImage()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'putMediaUpload',
    summary: 'Send the file of a direct upload',
    description:
      'At the address that planning the upload answered, which is the permission. Type and length have to be those that were announced.',
  })
  @ApiNoContentResponse({ description: 'It is here; say so with `complete`.' })
  @ApiProblems(InvalidRequest, UploadNotAllowed)
  async put(
    @Param('fileId', ParseUUIDPipe) fileId: string,
    @Query() { expires, signature }: SignedUploadQuery,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { body, headers } = request;
    if (!(body instanceof Readable)) throw new UnsupportedMediaType('Send the picture as the body');
    const length = headers['content-length'] ?? '';
    if (!/^\d{1,10}$/.test(length)) throw new InvalidRequest('Content-Length is missing');
    await this.receiveUpload.execute({
      id: fileId.toLowerCase(),
      expires,
      signature,
      contentType: headers['content-type'] ?? '',
      length: Number(length),
      body,
    });
  }
}
