import { ValidationPipe } from '@nestjs/common';
import pg from 'pg';
import { Semaphore } from '../../../../common/crypto/semaphore.js';

/** Guards of the API that the proof can take out, and what taking them out means. */
const GUARDS: Readonly<Record<string, () => void>> = {
  'owner-filter': () => {
    rewrite('addresses-find-own', 'user_id = $1', '$1::uuid IS NOT NULL');
    rewrite('addresses-delete', 'user_id = $1', '$1::uuid IS NOT NULL');
    rewrite('sessions-lock', 'user_id = $2', '$2::uuid IS NOT NULL');
    rewrite('exports-open-own', 'user_id = $2', '$2::uuid IS NOT NULL');
  },
  'unknown-fields': () => {
    wrap(ValidationPipe.prototype, 'validate', ([object, options]) => {
      return [object, { ...(options as object), forbidNonWhitelisted: false }];
    });
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
export function takeOut(name: string): void {
  GUARDS[name]?.();
}

/** Changes a named statement on its way to the database, and fails where it is written differently now. */
function rewrite(name: string, guard: string, without: string): void {
  const change = (config: unknown): unknown => {
    if (typeof config !== 'object' || config === null) return config;
    const statement = config as { name?: string; text?: string };
    if (statement.name !== name || statement.text === undefined) return config;
    if (!statement.text.includes(guard)) throw new Error(`${name} is written differently now`);
    return { ...statement, text: statement.text.replace(guard, without) };
  };
  wrap(pg.Client.prototype, 'query', ([config, ...rest]) => [change(config), ...rest]);
}

/** Lets a method see other arguments than it was called with. */
function wrap(target: object, method: string, change: (args: unknown[]) => unknown[]): void {
  const original: unknown = Reflect.get(target, method);
  Reflect.set(target, method, function (this: unknown, ...args: unknown[]): unknown {
    return Reflect.apply(original as () => unknown, this, change(args) as never);
  });
}
