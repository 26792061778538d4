import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { JwtService } from '@nestjs/jwt';
import pg from 'pg';
import { type Env, loadEnv } from '../../config/env.js';
import {
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from '../../modules/access/access-claims.js';
import { findFreePort } from '../free-port.js';
import { BUYER_ADDRESS } from './buyer-address.js';
import { patiently } from './patiently.js';
import { ShopProcess } from './shop-process.js';

/** As in `npm run start:api` and `start:worker`: what a process lets fall is collected soon, so it stays small. */
const MEMORY = ['--max-semi-space-size=4', '--heap-growing-percent=15'];

/** What a shop under test stands on. */
export interface ShopParts {
  /** Folder of the built program (`dist`). */
  readonly dist: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly redisUrl?: string;
  readonly smtpUrl?: string;
  /** Decides what is bought. */
  readonly seed?: number;
  /** Told the process id of everything that is started. */
  readonly onStarted?: (pid: number) => void;
  /** Further variables of every process. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What Node gets before the program of an API, such as `--import` and a module that looks at its answers. */
  readonly apiArguments?: readonly string[];
  /** Characters of each process's log that are kept; left out: its end. */
  readonly keptLog?: number;
}

/** How an API process differs from the plain one. */
export interface ApiOptions {
  readonly databaseUrl?: string;
  readonly program?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** A program on its way; the end of it says how. */
export interface BegunProgram {
  readonly pid: number;
  readonly ended: Promise<{ code: number; output: string }>;
}

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** A verified customer with an address. */
export interface Buyer {
  readonly userId: string;
  readonly token: string;
  readonly addressId: string;
}

/** The product as an operator runs it: processes of its own over HTTP, a real database, made to be broken. */
export class ShopUnderTest {
  readonly owner: pg.Pool;
  readonly workers: ShopProcess[] = [];
  api: ShopProcess | null = null;
  readonly otherApis: ShopProcess[] = [];

  private constructor(
    private readonly parts: ShopParts,
    private readonly port: number,
  ) {
    this.owner = new pg.Pool({ connectionString: parts.ownerUrl, max: 12 });
    this.owner.on('error', () => undefined);
  }

  static async open(parts: ShopParts): Promise<ShopUnderTest> {
    return new ShopUnderTest(parts, await findFreePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get seed(): number {
    return this.parts.seed ?? 1;
  }

  get appUrl(): string {
    return this.parts.appUrl;
  }

  get ownerUrl(): string {
    return this.parts.ownerUrl;
  }

  /**
   * Starts the API on the shop's port.
   *
   * @param options.databaseUrl another way to the database, such as a proxy
   * @param options.program another program of the build, such as one with a guard taken out
   * @param options.variables further variables of this process
   */
  async startApi(options: ApiOptions = {}): Promise<ShopProcess> {
    this.api = await this.startApiOn(this.port, options);
    return this.api;
  }

  /** Starts one more API on the same database, at a port of its own; returns its address. */
  async startOtherApi(options: ApiOptions = {}): Promise<string> {
    const port = await findFreePort();
    this.otherApis.push(await this.startApiOn(port, options));
    return `http://127.0.0.1:${port}`;
  }

  /** Starts one worker process for the queues; `relay` among them rings the doorbell. */
  startWorker(...queues: string[]): Promise<ShopProcess> {
    return this.startWorkerProgram('src/worker.js', queues);
  }

  /** The same with another program of the build, such as one with a guard taken out. */
  async startWorkerProgram(name: string, queues: readonly string[]): Promise<ShopProcess> {
    const port = await findFreePort();
    const env = {
      ...this.variables(),
      DATABASE_URL: patient(this.parts.appUrl),
      WORKER_HEALTH_PORT: String(port),
    };
    const program = join(this.parts.dist, name);
    const health = `http://127.0.0.1:${port}/health/ready`;
    const worker = await ShopProcess.start(
      queues.join('+'),
      [...MEMORY, program, ...queues],
      env,
      health,
      this.parts.keptLog,
    );
    this.parts.onStarted?.(worker.pid);
    this.workers.push(worker);
    return worker;
  }

  /** Runs another program of the build to its end, as an operator does with the command line. */
  async run(program: string, ...args: string[]): Promise<{ code: number; output: string }> {
    return this.begin(program, ...args).ended;
  }

  /** The same, to be killed by its process id before its end. */
  begin(program: string, ...args: string[]): BegunProgram {
    const child = spawn(process.execPath, [join(this.parts.dist, program), ...args], {
      env: this.variables(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) this.parts.onStarted?.(child.pid);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = once(child, 'close').then((close) => {
      return { code: (close as [number | null])[0] ?? 1, output: output.trim() };
    });
    return { pid: child.pid ?? 0, ended };
  }

  /** One request to the API; a JSON body is sent as such. */
  async request(
    method: string,
    path: string,
    options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { ...options.headers };
    if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
    if (options.body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  }

  /** Customers who have proved their e-mail, logged in, with one address each. */
  async buyers(count: number): Promise<Buyer[]> {
    const buyers: Buyer[] = [];
    for (let index = 0; index < count; index += 1) buyers.push(await this.buyer());
    return buyers;
  }

  /** Ends all processes and connections. */
  async close(): Promise<void> {
    const all = [this.api, ...this.otherApis, ...this.workers];
    await Promise.all(all.map(async (started) => started?.killHard()));
    await this.owner.end();
  }

  /** An access token as the shop issues it, for an hour. */
  sign(userId: string, sessionId: string): string {
    const claims = { typ: 'access', sub: userId, sid: sessionId, ver: 1 };
    const [key] = this.env().JWT_KEYS;
    return new JwtService({ secret: key?.secret ?? '' }).sign(claims, {
      keyid: key?.id ?? '',
      algorithm: TOKEN_ALGORITHM,
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      expiresIn: 3600,
    });
  }

  /** What its API processes have written last of a request. */
  logOf(requestId: string): string {
    const log = [this.api, ...this.otherApis].map((api) => api?.log ?? '').join('\n');
    return log
      .split('\n')
      .filter((line) => line.includes(requestId))
      .join('\n');
  }

  /** The configuration that the shop's processes read. */
  env(): Env {
    return loadEnv(this.variables());
  }

  private async startApiOn(port: number, options: ApiOptions): Promise<ShopProcess> {
    const env = {
      ...this.variables(),
      ...options.variables,
      DATABASE_URL: patient(options.databaseUrl ?? this.parts.appUrl),
      PORT: String(port),
    };
    const program = join(this.parts.dist, options.program ?? 'src/main.js');
    const health = `http://127.0.0.1:${port}/health/ready`;
    const { keptLog, apiArguments = [] } = this.parts;
    const args = [...MEMORY, ...apiArguments, program];
    const started = await ShopProcess.start('api', args, env, health, keptLog);
    this.parts.onStarted?.(started.pid);
    return started;
  }

  private async buyer(): Promise<Buyer> {
    const userId = randomUUID();
    const sessionId = randomUUID();
    const name = `buyer-${userId.slice(0, 8)}`;
    await this.owner.query(
      `WITH made AS (
         INSERT INTO users (id, role_id, username, email, phone_number, first_name, last_name,
             hashed_password, verified_email)
           SELECT $1, id, $3::text, $3::text || '@example.com', '0123456789', 'Ada', 'Byron', '!', true
             FROM user_roles WHERE code = 'user' RETURNING id)
       INSERT INTO user_sessions (id, family_id, user_id, refresh_token, client_ip, expired_at)
         SELECT $2::uuid, $2::uuid, id, $2::uuid::text, '127.0.0.1', now() + interval '1 day' FROM made`,
      [userId, sessionId, name],
    );
    const token = this.sign(userId, sessionId);
    const address = await patiently(() => {
      return this.request('POST', '/me/addresses', { token, body: BUYER_ADDRESS });
    });
    if (address.status !== 201) throw new Error(`No address: ${address.text}`);
    return { userId, token, addressId: String(address.body['id']) };
  }

  private variables(): Record<string, string> {
    const { appUrl, ownerUrl, redisUrl, smtpUrl, variables } = this.parts;
    return {
      PATH: '/usr/bin:/bin',
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      RESPONSE_CACHE_MB: '0',
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      PUBLIC_URL: this.url,
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl }),
      ...variables,
    };
  }
}

/** The role's short time-outs would end a statement that the proof holds back on a slow machine. */
function patient(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c lock_timeout=60s -c statement_timeout=60s');
  return url.toString();
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
