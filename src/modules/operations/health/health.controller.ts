import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../common/http/access.decorators.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { LiveResponse, ReadyResponse } from './dto/health.response.js';
import { HealthService } from './health.service.js';

/** For balancers and supervisors; outside of the API's prefix. */
@ApiTags('Health')
@Controller('health')
@RateLimit('none')
@Public()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Answers as long as the event loop turns; never looks at anything else. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'getLiveness',
    summary: 'Is the process alive?',
    description: 'Answers as long as the process can answer at all: restart it when it does not.',
  })
  @ApiOkResponse({ type: LiveResponse })
  live(): LiveResponse {
    return { status: 'ok' };
  }

  /** Database and migrations must be there; Redis only degrades. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'getReadiness',
    summary: 'Can the process do its work?',
    description: 'Asks what the process needs. Send requests elsewhere while it is not ready.',
  })
  @ApiOkResponse({ type: ReadyResponse })
  @ApiResponse({ status: 503, type: ReadyResponse, description: 'Send requests elsewhere' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyResponse> {
    const report = await this.health.ready();
    const usable = report.status === 'ok' || report.status === 'degraded';
    reply.status(usable ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }
}
