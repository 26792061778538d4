import { defineError } from '../../common/errors/domain-error.js';

export class AlarmNotFound extends defineError(
  'operations.alarm_not_found',
  'not_found',
  'There is no such alarm',
) {}

export class AlarmSettled extends defineError(
  'operations.alarm_settled',
  'conflict',
  'This alarm is settled already',
) {}

export class QueueNotFound extends defineError(
  'operations.queue_not_found',
  'not_found',
  'There is no such queue',
) {}

export class JobNotFound extends defineError(
  'operations.job_not_found',
  'not_found',
  'There is no such job in this queue',
) {}

/** Only jobs that were given up can be repeated or discarded. */
export class JobNotFailed extends defineError(
  'operations.job_not_failed',
  'conflict',
  'This job was not given up',
) {}

/** The queues cannot be reached now; nothing was changed. */
export class QueuesUnreachable extends defineError(
  'operations.queues_unreachable',
  'unavailable',
  'The queues cannot be reached now',
) {}

/** A cookie goes along by itself, so what changes something has to come from a page of this address. */
export class ConsoleCrossSite extends defineError(
  'operations.cross_site',
  'forbidden',
  'This has to come from a page of this address',
) {}

/** The board shows more buttons than anybody may press. */
export class BoardActionRefused extends defineError(
  'operations.board_action_refused',
  'forbidden',
  'The board may not do this here',
) {}

export class UpkeepReportNotFound extends defineError(
  'operations.report_not_found',
  'not_found',
  'There is no such report',
) {}
