import {
  Conflict,
  InternalError,
  InvalidValue,
  ServiceUnavailable,
} from '../common/errors/common-errors.js';
import { type DomainError, defineError, type ProblemClass } from '../common/errors/domain-error.js';

export class AlreadyExists extends defineError(
  'database.already_exists',
  'conflict',
  'There is already one with these values',
) {}

export class ReferenceBroken extends defineError(
  'database.reference_broken',
  'conflict',
  'It refers to, or is referred to by, something else',
) {}

export class ConstraintViolated extends defineError(
  'database.constraint_violated',
  'unprocessable',
  'The values contradict a rule of the shop',
) {}

/** The parts of a PostgreSQL error that decide something; never its text or its values. */
export interface PgFault {
  readonly sqlState: string;
  readonly constraint: string | null;
}

const RETRY_AFTER_SECONDS = 2;
const byConstraint = new Map<string, ProblemClass>();

/**
 * Says which error a violated constraint means: `registerConstraintError('uq_users_email',
 * EmailTaken)`. Call it where the error class is defined, at module level.
 *
 * @throws Error when the constraint already means another error.
 */
export function registerConstraintError(constraint: string, error: ProblemClass): void {
  const known = byConstraint.get(constraint);
  if (known && known !== error) throw new Error(`Constraint ${constraint} is registered twice`);
  byConstraint.set(constraint, error);
}

/** Finds the PostgreSQL error in what was thrown, also under TypeORM's wrapper. */
export function pgFaultOf(error: unknown): PgFault | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('driverError' in error) return pgFaultOf(error.driverError);
  if (!('code' in error) || typeof error.code !== 'string') return null;
  // Node's own codes (ECONNREFUSED, ENOENT) are longer than the five of an SQLSTATE.
  if (!/^[0-9A-Z]{5}$/.test(error.code) || error.code === 'EPIPE') return null;
  const constraint = 'constraint' in error ? error.constraint : null;
  return { sqlState: error.code, constraint: typeof constraint === 'string' ? constraint : null };
}

/** Deadlock or serialization failure: the same work may succeed in a new transaction. */
export function isRetryable(error: unknown): boolean {
  const state = pgFaultOf(error)?.sqlState;
  return state === '40001' || state === '40P01';
}

/** Somebody has held a row or a name for longer than one waits; his work may be done by now. */
export function isLockTimeout(error: unknown): boolean {
  return pgFaultOf(error)?.sqlState === '55P03';
}

/** The domain error that a violated constraint was registered for, or null. */
export function constraintError(error: unknown): DomainError | null {
  const constraint = pgFaultOf(error)?.constraint;
  const registered = constraint ? byConstraint.get(constraint) : undefined;
  return registered ? withCause(new registered(), error) : null;
}

/**
 * What a database fault means to a caller, so that no input ends as a 500; null when this was
 * no database fault or one that nobody foresaw.
 */
export function toDomainError(error: unknown): DomainError | null {
  const meant = constraintError(error) ?? fromSqlState(pgFaultOf(error)) ?? fromConnection(error);
  return meant ? withCause(meant, error) : null;
}

function fromSqlState(fault: PgFault | null): DomainError | null {
  if (!fault) return null;
  const { sqlState } = fault;
  if (sqlState === '23505') return new AlreadyExists();
  if (sqlState === '23503' || sqlState === '23001') return new ReferenceBroken();
  if (sqlState === '23P01') return new Conflict();
  if (sqlState.startsWith('23')) return new ConstraintViolated();
  // 42601 is a text that to_tsquery cannot read; every other 42xxx is a fault of ours.
  if (sqlState.startsWith('22')) return new InvalidValue();
  if (sqlState === '42601') return new InvalidValue();
  if (isBusy(sqlState)) return unavailable();
  return null;
}

/** Conflicts after the last retry, timeouts, shutdowns, no connections, no disk. */
function isBusy(sqlState: string): boolean {
  const states = ['40001', '40P01', '55P03', '57014', '25P03', '25P04', '25006'];
  return states.includes(sqlState) || /^(57P0|53|08|58)/.test(sqlState);
}

const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const LOST_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** The driver reports a lost connection by Node's codes or, alas, by text only. */
function fromConnection(error: unknown): DomainError | null {
  if (!(error instanceof Error)) return null;
  const inner: unknown = 'driverError' in error ? error.driverError : error;
  if (!(inner instanceof Error)) return null;
  const syscall = 'syscall' in inner && 'code' in inner && LOST.has(String(inner.code));
  return syscall || LOST_TEXT.test(inner.message) ? unavailable() : null;
}

function unavailable(): DomainError {
  return new ServiceUnavailable(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

function withCause(error: DomainError, cause: unknown): DomainError {
  if (error instanceof InternalError || error.cause !== undefined) return error;
  error.cause = cause;
  return error;
}
