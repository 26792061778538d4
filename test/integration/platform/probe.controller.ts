import { Body, Controller, Get, Module, Post, Req } from '@nestjs/common';
import { IsInt } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { Public } from '../../../src/common/http/access.decorators.js';
import { Client } from '../../../src/common/http/client.decorator.js';
import type { ClientInfo } from '../../../src/common/http/client.js';
import { Ctx } from '../../../src/common/http/ctx.decorator.js';
import type { RequestContext } from '../../../src/common/request-context.js';
import { Db } from '../../../src/database/db.js';

class ProbeRequest {
  @IsInt()
  amount: number;
}

/** Routes that do to the platform what features may do to it. */
@Controller('probe')
@Public()
export class ProbeController {
  constructor(private readonly db: Db) {}

  @Get('who')
  who(@Ctx() ctx: RequestContext, @Client() client: ClientInfo): object {
    return { ...ctx, ...client };
  }

  @Post('amount')
  amount(@Body() body: ProbeRequest): object {
    return { amount: body.amount };
  }

  @Post('raw')
  raw(@Req() request: FastifyRequest & { rawBody?: Buffer }): object {
    return { raw: request.rawBody?.toString('base64') ?? null };
  }

  @Post('query')
  query(@Body() body: Record<string, string>): Promise<object[]> {
    return this.db.query(
      { name: '', text: body['text'] ?? '' },
      body['value'] ? [body['value']] : [],
    );
  }

  @Get('broken')
  broken(): never {
    throw new Error('the secret is hunter2');
  }

  @Get('slow')
  async slow(): Promise<object> {
    await sleep(1_000);
    return { slow: true };
  }

  @Get('large')
  large(): object {
    return { text: 'x'.repeat(5_000) };
  }
}

@Module({ controllers: [ProbeController] })
export class ProbeModule {}
