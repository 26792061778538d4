import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  JobNotFailed,
  JobNotFound,
  QueueNotFound,
  QueuesUnreachable,
} from '../operations.errors.js';
import {
  QueueJobResponse,
  QueueJobsResponse,
  QueueStatesResponse,
  RetriedJobsResponse,
  toJob,
} from './job.response.js';
import { ListJobsQuery } from './jobs.request.js';
import { LateQueueDesk } from './late-queue-desk.js';
import { TendJobs } from './tend-jobs.js';

const QUEUE = { name: 'queue', example: 'orders' };
const JOB = { name: 'jobId', example: 'ob-4f1c' };

/** Queues and their jobs, on whichever backend they live. */
@ApiTags('Operations')
@Controller('admin/jobs')
export class AdminJobsController {
  constructor(
    private readonly late: LateQueueDesk,
    private readonly jobs: TendJobs,
  ) {}

  @Get()
  @RequirePermission('queues', 'r')
  @ApiOperation({
    operationId: 'listQueues',
    summary: 'All queues and how full they are',
    description: 'Jobs by state for each queue, and whether it is paused.',
  })
  @ApiOkResponse({ type: QueueStatesResponse })
  @ApiProblems(QueuesUnreachable)
  async states(): Promise<QueueStatesResponse> {
    return { items: await this.jobs.states() };
  }

  @Get(':queue')
  @RequirePermission('queues', 'r')
  @ApiParam(QUEUE)
  @ApiOperation({
    operationId: 'listJobs',
    summary: 'Jobs of a queue in one state, the newest first',
    description: 'Those that were given up when nothing else is asked for.',
  })
  @ApiOkResponse({ type: QueueJobsResponse })
  @ApiProblems(InvalidRequest, QueueNotFound, QueuesUnreachable)
  async list(
    @Param('queue') queue: string,
    @Query() { state = 'failed', limit = 20, skip = 0 }: ListJobsQuery,
  ): Promise<QueueJobsResponse> {
    const desk = await this.late.get();
    return { items: (await desk.list(queue, state, limit, skip)).map(toJob) };
  }

  @Post(':queue/retry')
  @HttpCode(200)
  @RequirePermission('queues', 'x')
  @ApiParam(QUEUE)
  @ApiOperation({
    operationId: 'retryJobs',
    summary: 'Send again whatever of a queue was given up',
    description: 'At most a thousand at a time. What was done already is not done a second time.',
  })
  @ApiOkResponse({ type: RetriedJobsResponse })
  @ApiProblems(QueueNotFound, QueuesUnreachable)
  async retryAll(
    @Ctx() ctx: RequestContext,
    @Param('queue') queue: string,
  ): Promise<RetriedJobsResponse> {
    return { rows: await this.jobs.retryAll(ctx, queue) };
  }

  @Get(':queue/:jobId')
  @RequirePermission('queues', 'r')
  @ApiParam(QUEUE)
  @ApiParam(JOB)
  @ApiOperation({
    operationId: 'getJob',
    summary: 'One job and what went wrong with it',
    description: 'Its data (ids only), its tries and the error of the last one.',
  })
  @ApiOkResponse({ type: QueueJobResponse })
  @ApiProblems(QueueNotFound, JobNotFound, QueuesUnreachable)
  async get(
    @Param('queue') queue: string,
    @Param('jobId') jobId: string,
  ): Promise<QueueJobResponse> {
    const desk = await this.late.get();
    return toJob(await desk.get(queue, jobId));
  }

  @Post(':queue/:jobId/retry')
  @HttpCode(200)
  @RequirePermission('queues', 'x')
  @ApiParam(QUEUE)
  @ApiParam(JOB)
  @ApiOperation({
    operationId: 'retryJob',
    summary: 'Send a job again that was given up',
    description: 'With all its tries. What was done already is not done a second time.',
  })
  @ApiOkResponse({ type: QueueJobResponse })
  @ApiProblems(QueueNotFound, JobNotFound, JobNotFailed, QueuesUnreachable)
  async retry(
    @Ctx() ctx: RequestContext,
    @Param('queue') queue: string,
    @Param('jobId') jobId: string,
  ): Promise<QueueJobResponse> {
    return toJob(await this.jobs.retry(ctx, queue, jobId));
  }

  @Delete(':queue/:jobId')
  @HttpCode(204)
  @RequirePermission('queues', 'x')
  @ApiParam(QUEUE)
  @ApiParam(JOB)
  @ApiOperation({
    operationId: 'discardJob',
    summary: 'Take away a job that was given up',
    description: 'It will not be done; its row of the outbox is settled and keeps the error.',
  })
  @ApiNoContentResponse()
  @ApiProblems(QueueNotFound, JobNotFound, JobNotFailed, QueuesUnreachable)
  async discard(
    @Ctx() ctx: RequestContext,
    @Param('queue') queue: string,
    @Param('jobId') jobId: string,
  ): Promise<void> {
    await this.jobs.discard(ctx, queue, jobId);
  }
}
