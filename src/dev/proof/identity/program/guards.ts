import { type INestApplication, type PipeTransform, ValidationPipe } from '@nestjs/common';
import pg from 'pg';
import { Semaphore } from '../../../../common/crypto/semaphore.js';

type Guard = (app: INestApplication) => void;

/** Guards of the API that the proof can take out, and what taking them out means. */
const GUARDS: Readonly<Record<string, Guard>> = {
  'owner-filter': () => {
    rewrite('addresses-find-own', 'user_id = $1', '$1::uuid IS NOT NULL');
    rewrite('addresses-delete', 'user_id = $1', '$1::uuid IS NOT NULL');
    rewrite('sessions-lock', 'user_id = $2', '$2::uuid IS NOT NULL');
    rewrite('exports-open-own', 'user_id = $2', '$2::uuid IS NOT NULL');
  },
  'unknown-fields': (app) => {
    const use = app.useGlobalPipes.bind(app);
    app.useGlobalPipes = (...pipes: PipeTransform[]) => {
      for (const pipe of pipes.filter((one) => one instanceof ValidationPipe)) {
        const options = Reflect.get(pipe, 'validatorOptions') as object;
        Object.assign(options, { forbidNonWhitelisted: false });
      }
      return use(...pipes);
    };
  },
  'session-version': () => {
    rewrite('access-check-session', 'u.session_version = $3', '$3::int IS NOT NULL');
  },
  'reuse-detection': () => {
    rewrite('sessions-block-family', 'NOT blocked', 'false');
  },
  'login-semaphore': () => {
    Semaphore.prototype.enter = () => Promise.resolve(() => undefined);
  },
};

/** Takes one guard out of this process; the empty name takes none. */
export function takeOut(name: string, app: INestApplication): void {
  GUARDS[name]?.(app);
}

/** Changes a named statement on its way to the database, and fails where it is written differently now. */
function rewrite(name: string, guard: string, without: string): void {
  const query: unknown = Reflect.get(pg.Client.prototype, 'query');
  const change = (config: unknown): unknown => {
    if (typeof config !== 'object' || config === null) return config;
    const statement = config as { name?: string; text?: string };
    if (statement.name !== name || statement.text === undefined) return config;
    if (!statement.text.includes(guard)) throw new Error(`${name} is written differently now`);
    return { ...statement, text: statement.text.replace(guard, without) };
  };
  Reflect.set(
    pg.Client.prototype,
    'query',
    function (this: pg.Client, config: unknown, ...rest: unknown[]): unknown {
      return Reflect.apply(query as () => unknown, this, [change(config), ...rest] as never);
    },
  );
}
