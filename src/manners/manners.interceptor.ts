import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { InvalidRequest } from '../common/errors/common-errors.js';
import { narrowAnswer } from '../common/http/json-text.js';
import { requestOf } from '../common/http/request.js';
import { narrow, readFields } from './fields.js';
import type { MannersTable, OperationManners } from './operation-manners.js';
import { returnPreference, type ReturnPreference } from './prefer.js';

/** Where `@ApiOperation` leaves what it was given. */
const OPERATION = 'swagger/apiOperation';
const MAX_NAME = 100;

interface MannerlyRequest extends FastifyRequest {
  manners?: { readonly of: OperationManners; readonly preference: ReturnPreference | null };
}

/** What the hook on the way out has to know; undefined where no route was reached. */
export function mannersOf(request: FastifyRequest): MannerlyRequest['manners'] {
  const asked: MannerlyRequest = request;
  return asked.manners;
}

/**
 * After the guards and before the route reads anything: refuses names of the query that the operation does not have,
 * takes `fields` out of it, and remembers what `Prefer` says.
 */
export class MannersInterceptor implements NestInterceptor {
  private readonly known = new WeakMap<object, Known | null>();

  constructor(private readonly table: MannersTable) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const known = this.of(context);
    if (known !== null) this.apply(known, requestOf(context));
    return next.handle();
  }

  private apply({ manners, names }: Known, request: MannerlyRequest): void {
    const query = request.query as Record<string, unknown>;
    for (const name in query) {
      if (name === 'fields' && manners.fields !== undefined)
        this.takeFields(manners.fields, request);
      else if (names?.has(name) === false) throw unknownName(name);
    }
    const { prefer } = request.headers;
    const preference = manners.isMinimal === undefined ? null : returnPreference(prefer);
    request.manners = { of: manners, preference };
  }

  private takeFields(
    fields: NonNullable<OperationManners['fields']>,
    request: FastifyRequest,
  ): void {
    const query = request.query as Record<string, unknown>;
    const selection = readFields(query['fields'], fields, this.table.classes);
    delete query['fields'];
    narrowAnswer(request, (text) => narrow(text, selection, fields.isList));
  }

  private of(context: ExecutionContext): Known | null {
    const handler = context.getHandler();
    const found = this.known.get(handler);
    if (found !== undefined) return found;
    const operation = Reflect.getMetadata(OPERATION, handler) as
      { readonly operationId?: string } | undefined;
    const manners = this.table.operations[operation?.operationId ?? ''];
    const isOpen = manners?.isOpen === true || hasQueryClass(context);
    const names = isOpen ? null : new Set(manners?.query);
    const known = manners === undefined ? null : { manners, names };
    this.known.set(handler, known);
    return known;
  }
}

/** Where the query is a class of the route's own, the pipe that fills it knows its names. */
function hasQueryClass(context: ExecutionContext): boolean {
  const args = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  ) as Readonly<Record<string, { readonly data?: unknown }>> | undefined;
  return Object.entries(args ?? {}).some(
    ([key, { data }]) => key.startsWith(`${RouteParamtypes.QUERY}:`) && data === undefined,
  );
}

interface Known {
  readonly manners: OperationManners;
  /** Of its query; null where somebody else knows them. */
  readonly names: ReadonlySet<string> | null;
}

/** The same answer as a route gives whose query is a class of its own. */
function unknownName(name: string): InvalidRequest {
  const short = name.slice(0, MAX_NAME);
  const pointer = `/${short.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const detail = `property ${short} should not exist`;
  return new InvalidRequest(detail, undefined, [{ pointer, code: 'unknown_field', detail }]);
}
