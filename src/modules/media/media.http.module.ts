import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UnsupportedMediaType } from '../../common/errors/common-errors.js';
import {
  FORM_TYPE,
  IMAGE_TYPES,
  TAKES_FORM,
  TAKES_IMAGE,
} from '../../common/http/takes-image.decorator.js';
import { ENV, type Env } from '../../config/env.js';
import { AdminMediaController } from './http/admin-media.controller.js';
import { LocalUploadsController } from './http/local-uploads.controller.js';
import { pictureOf } from './media-key.js';
import { MediaModule } from './media.module.js';
import { CompleteUpload } from './use-cases/complete-upload.js';
import { DeleteMedia } from './use-cases/delete-media.js';
import { ReceiveUpload } from './use-cases/receive-upload.js';
import { StartUpload } from './use-cases/start-upload.js';
import { UploadPictures } from './use-cases/upload-pictures.js';

/** Pictures may be SVG: whatever is inside one, it must not run. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const PREFIX = '/media/';
const ONE_HOUR = 3_600_000;
/** The whole picture, where a size is still being made. */
const FOR_A_MINUTE = 'public, max-age=60';

/** Uploads, and the files of `MEDIA_DIR` at `/media/`, outside of the API's prefix. */
@Module({
  imports: [MediaModule],
  controllers: [AdminMediaController, LocalUploadsController],
  providers: [StartUpload, CompleteUpload, ReceiveUpload, UploadPictures, DeleteMedia],
})
export class MediaHttpModule implements OnModuleInit {
  private readonly logger = new Logger(MediaHttpModule.name);

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    takeImages(server);
    takeForms(server);
    const root = resolve(this.env.MEDIA_DIR);
    try {
      mkdirSync(root, { recursive: true });
    } catch {
      this.logger.warn(`MEDIA_DIR cannot be made, so there are no pictures`);
      return;
    }
    void server.register((scope) => serveFiles(scope, root));
  }
}

/** Sizes that are not made yet show the whole picture. */
async function serveFiles(scope: FastifyInstance, root: string): Promise<void> {
  const standIns = new WeakSet<FastifyRequest>();
  scope.addHook('preHandler', async (request) => {
    const { pathname } = new URL(request.url, 'http://media');
    const name = pathname.slice(PREFIX.length);
    const picture = name.endsWith('.webp') ? pictureOf(name) : null;
    if (picture === null || picture === name || (await isFile(resolve(root, name)))) return;
    standIns.add(request);
    // The plugin takes the name from here.
    request.raw.url = PREFIX + picture;
  });
  await scope.register(fastifyStatic, {
    root,
    prefix: PREFIX,
    decorateReply: false,
    index: false,
    dotfiles: 'ignore',
    maxAge: ONE_HOUR,
    setHeaders: (reply) => {
      reply.header('content-security-policy', POLICY);
      if (standIns.has(reply.request)) reply.header('cache-control', FOR_A_MINUTE);
    },
  });
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/**
 * Pictures pass through where a route asks for one, and are refused everywhere else. They are read
 * when it is known who calls, see `PictureBodiesService`.
 */
function takeImages(server: FastifyInstance): void {
  server.addContentTypeParser(IMAGE_TYPES, (request, payload, done) => {
    if (isMarked(request, TAKES_IMAGE)) done(null, payload);
    else done(new UnsupportedMediaType());
  });
}

/** The same for forms with files. */
function takeForms(server: FastifyInstance): void {
  void server.register(multipart, { throwFileSizeLimit: true });
  server.addHook('onRequest', (request, _reply, done) => {
    const isForm = request.headers['content-type']?.toLowerCase().startsWith(FORM_TYPE) ?? false;
    if (isForm && !isMarked(request, TAKES_FORM)) done(new UnsupportedMediaType());
    else done();
  });
}

function isMarked(request: FastifyRequest, mark: string): boolean {
  const config: unknown = request.routeOptions.config;
  return typeof config === 'object' && config !== null && mark in config;
}
