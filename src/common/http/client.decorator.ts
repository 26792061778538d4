import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type ClientInfo, normaliseIp, normaliseUserAgent } from './client.js';
import { requestOf } from './request.js';

/** Address and user agent of the caller, ready for their columns: `@Client() client: ClientInfo`. */
export const Client = createParamDecorator((_: unknown, context: ExecutionContext): ClientInfo => {
  const request = requestOf(context);
  return {
    ip: normaliseIp(request.ip),
    userAgent: normaliseUserAgent(request.headers['user-agent']),
  };
});
