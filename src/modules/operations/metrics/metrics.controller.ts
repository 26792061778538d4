import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { Metrics } from '../../../metrics/metrics.js';

/** The numbers of this process, for whoever cannot reach METRICS_PORT. */
@ApiTags('Operations')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @RequirePermission('operations', 'r')
  @ApiOperation({
    operationId: 'getMetrics',
    summary: 'Metrics of this process for Prometheus',
    description:
      'Text format of Prometheus. An API key with the scope operations:r may read it; METRICS_PORT serves the same without a login.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async read(@Res() reply: FastifyReply): Promise<void> {
    const { contentType, body } = await this.metrics.text();
    await reply.header('content-type', contentType).header('cache-control', 'no-store').send(body);
  }
}
