import fastifyStatic from '@fastify/static';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { UnsupportedMediaType } from '../../common/errors/common-errors.js';
import { IMAGE_TYPES, TAKES_IMAGE } from '../../common/http/takes-image.decorator.js';
import { ENV, type Env } from '../../config/env.js';

/** Pictures may be SVG: whatever is inside one, it must not run. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const ONE_HOUR = 3_600_000;

/** Serves the files of `MEDIA_DIR` at `/media/`, outside of the API's prefix. */
@Module({})
export class MediaHttpModule implements OnModuleInit {
  private readonly logger = new Logger(MediaHttpModule.name);

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    takeImages(server);
    const root = resolve(this.env.MEDIA_DIR);
    try {
      mkdirSync(root, { recursive: true });
    } catch {
      this.logger.warn(`MEDIA_DIR cannot be made, so there are no pictures`);
      return;
    }
    void server.register(fastifyStatic, {
      root,
      prefix: '/media/',
      decorateReply: false,
      index: false,
      dotfiles: 'ignore',
      maxAge: ONE_HOUR,
      setHeaders: (response) => {
        response.header('content-security-policy', POLICY);
      },
    });
  }
}

/** Pictures are read as bytes where a route asks for one, and refused everywhere else. */
function takeImages(server: FastifyInstance): void {
  server.addContentTypeParser(IMAGE_TYPES, { parseAs: 'buffer' }, (request, body, done) => {
    const config: unknown = request.routeOptions.config;
    const isWanted = typeof config === 'object' && config !== null && TAKES_IMAGE in config;
    if (isWanted) done(null, body);
    else done(new UnsupportedMediaType());
  });
}
