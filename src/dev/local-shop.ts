import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Env, loadEnv } from '../config/env.js';
import { environmentWith, givenEnv, type Variables } from '../config/given-env.js';
import type { RoleUrls } from '../database/roles.js';
import { bannerText } from './banner.js';
import { planChildren, type WatchedPlan } from './child-plans.js';
import {
  localDatabase,
  localGateways,
  localMail,
  localRedis,
  localSecrets,
  type LocalService,
} from './local-services.js';
import type { Prepared, PrepareMessage } from './prepare.js';
import { checkFolder, checkPort } from './start-checks.js';
import { type StartLock, takeStartLock } from './start-lock.js';
import { StartupProblem } from './startup-problem.js';
import { Supervisor } from './supervisor.js';
import { waitUntilReady } from './wait-ready.js';

const READY_MS = 120_000;
/** How long the port of a killed predecessor may stay taken. */
const LEAVING_MS = 10_000;
/** Stands in until the real one is known: the rest of the environment is checked first. */
const ANY_DATABASE = 'postgres://127.0.0.1/eshop';

/** Tried out with prices of their own; VNPay and MoMo take the last one only. */
const DEMO_CURRENCIES = 'EUR,VND';

type Services = [
  database: LocalService,
  redis: LocalService,
  mail: LocalService,
  gateways: LocalService,
];

/** The whole shop on one machine: services, schema, demo data, API and workers. */
export class LocalShop {
  private readonly began = Date.now();
  private readonly logFolder: string;
  private readonly services: LocalService[] = [];
  /** Services that are being started: `stop` has to wait for them. */
  private pending: Promise<unknown> = Promise.resolve();
  private lock: StartLock | null = null;
  private supervisor: Supervisor | null = null;
  private preparing: ChildProcess | null = null;
  private isStopping = false;

  constructor(
    private readonly folder: string,
    private readonly say: (line: string) => void,
  ) {
    this.logFolder = join(folder, 'logs');
  }

  /** Resolves when everything answers. Throws `StartupProblem` with one sentence for the person who started it. */
  async start(): Promise<void> {
    await checkFolder(this.folder);
    const given = givenEnv();
    const secrets = await localSecrets(given, this.folder);
    const env = loadEnv({ ...secrets, DATABASE_URL: given['DATABASE_URL'] ?? ANY_DATABASE });
    mkdirSync(this.logFolder, { recursive: true });
    this.lock = await takeStartLock(this.folder);
    await checkPort(env.PORT, env.HOST, this.lock.wasLeftBehind ? LEAVING_MS : 0);

    const apiUrl = `http://${localHost(env)}:${env.PORT}`;
    const [database, redis, mail, gateways] = await this.startServices(given, apiUrl, env);
    const variables = {
      NODE_ENV: 'development',
      CURRENCIES: given['CURRENCIES'] ?? DEMO_CURRENCIES,
      PUBLIC_URL: publicUrl(env),
      ...secrets,
      ...database.variables,
      ...redis.variables,
      ...mail.variables,
      ...gateways.variables,
    };
    const prepared = await this.prepare(variables);
    const plans = await planChildren(
      { ...variables, ...roleVariables(prepared.urls) },
      apiUrl,
      prepared.queues,
    );
    await this.startChildren(plans);
    const names = plans.map(({ plan }) => plan.name);
    this.say(
      bannerText({
        url: publicUrl(env),
        database: database.description,
        queues: redis.description,
        mail: mail.description,
        gateways: gateways.description,
        demoPassword: prepared.demoPassword,
        processes: names,
        logFolder: this.logFolder,
        seconds: (Date.now() - this.began) / 1000,
      }),
    );
  }

  /** Ends everything that was started, the last first. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.preparing?.kill('SIGTERM');
    await this.pending.catch(() => undefined);
    await this.supervisor?.stop();
    for (const service of this.services.reverse()) await service.stop().catch(() => undefined);
    await this.lock?.release();
    if (this.supervisor !== null) this.say('Stopped.');
  }

  /** For a second Ctrl-C. */
  killChildren(): void {
    this.supervisor?.killAll();
  }

  private async startServices(given: Variables, apiUrl: string, env: Env): Promise<Services> {
    this.say('Starting PostgreSQL, queue, mail and payment gateways …');
    const keep = async (starting: Promise<LocalService>): Promise<LocalService> => {
      const service = await starting;
      this.services.push(service);
      return service;
    };
    const started = [
      keep(localDatabase(given, this.folder)),
      keep(localRedis(given, this.folder)),
      keep(localMail(given)),
      keep(localGateways(given, this.folder, apiUrl, env.SANDBOX_GATEWAY_SECRET)),
    ] as const;
    this.pending = Promise.allSettled(started);
    await this.pending;
    return Promise.all(started);
  }

  private async prepare(variables: Variables): Promise<Prepared> {
    this.say('Preparing the database …');
    const logFile = join(this.logFolder, 'prepare.log');
    const log = openSync(logFile, 'a');
    const child = fork(fileURLToPath(new URL('prepare.js', import.meta.url)), [], {
      env: environmentWith(variables),
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      execArgv: ['--import', new URL('parent-watch.js', import.meta.url).href],
    });
    closeSync(log);
    this.preparing = child;
    const outcome: { prepared: Prepared | null; problem: string | null } = {
      prepared: null,
      problem: null,
    };
    child.on('message', (message: PrepareMessage) => {
      if (message.kind === 'progress') this.say(`  ${message.line}`);
      else if (message.kind === 'problem') outcome.problem = message.sentence;
      else outcome.prepared = message;
    });
    await new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.preparing = null;
    if (outcome.prepared !== null) return outcome.prepared;
    throw new StartupProblem(
      outcome.problem ?? `The database could not be prepared; see ${logFile}`,
    );
  }

  private async startChildren(plans: readonly WatchedPlan[]): Promise<void> {
    if (this.isStopping) throw new StartupProblem('Stopped while starting.');
    this.say(`Starting ${plans.map(({ plan }) => plan.name).join(', ')} …`);
    const supervisor = new Supervisor({
      logFolder: this.logFolder,
      say: this.say,
      onChange: (children) => this.lock?.noteChildren(children),
    });
    this.supervisor = supervisor;
    for (const { plan } of plans) supervisor.start(plan);
    const ready = await Promise.all(
      plans.map(({ plan, readyUrl }) =>
        waitUntilReady(readyUrl, READY_MS, () => supervisor.failuresOf(plan.name) > 1),
      ),
    );
    const failed = plans.find((_plan, index) => ready[index] !== true);
    if (failed === undefined) return;
    const { name } = failed.plan;
    throw new StartupProblem(`${name} did not become ready; see ${supervisor.logFile(name)}`);
  }
}

function roleVariables(urls: RoleUrls): Variables {
  return {
    DATABASE_URL: urls.appUrl,
    DATABASE_OWNER_URL: urls.ownerUrl,
    DATABASE_READER_URL: urls.readerUrl,
  };
}

/** An API that listens on every address is called on this machine's own. */
function localHost(env: Env): string {
  return ['0.0.0.0', '::'].includes(env.HOST) ? '127.0.0.1' : env.HOST;
}

function publicUrl(env: Env): string {
  const isDefault = env.PUBLIC_URL === `http://${env.HOST}:${env.PORT}`;
  return isDefault ? `http://${localHost(env)}:${env.PORT}` : env.PUBLIC_URL;
}
