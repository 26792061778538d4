import { ApiProperty } from '@nestjs/swagger';
import type { DatabaseHealth } from '../database-health.js';
import type { RedisHealth } from '../redis-health.js';

/** The process runs. */
export class LiveResponse {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  readonly status: 'ok';
}

/** What the process needs, and how it finds it. */
export class ReadyResponse {
  @ApiProperty({
    enum: ['ok', 'degraded', 'stopping', 'unavailable'],
    example: 'ok',
    description: '`ok` and `degraded` answer 200, the other two 503',
  })
  readonly status: 'ok' | 'degraded' | 'stopping' | 'unavailable';

  @ApiProperty({
    type: 'boolean',
    example: false,
    description: 'Works without Redis: queues run on PostgreSQL or wait for it in the outbox',
  })
  readonly degraded: boolean;

  @ApiProperty({ enum: ['up', 'down'], example: 'up' })
  readonly database: DatabaseHealth['database'];

  @ApiProperty({ enum: ['complete', 'pending', 'unknown'], example: 'complete' })
  readonly migrations: DatabaseHealth['migrations'];

  @ApiProperty({ enum: ['up', 'down', 'not_configured'], example: 'up' })
  readonly redis: RedisHealth;
}
