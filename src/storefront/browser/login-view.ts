import type { MfaRequiredResponse } from '../../client/generated/types.js';
import { field, h } from './dom.js';
import { enter, leave, session } from './shop.js';
import { button, form, type View } from './view.js';

/** Login, with the second factor of accounts that have one. */
export function loginView(): View {
  const login = h('input', { autocomplete: 'username', required: true });
  const password = h('input', {
    type: 'password',
    autocomplete: 'current-password',
    required: true,
  });
  const place = h('div');
  const first = form(
    async () => {
      const mfa = await session.signIn({ login: login.value, password: password.value });
      if (mfa === null) await arrive();
      else askCode(place, mfa);
    },
    field('E-mail or user name', login),
    field('Password', password),
    h('button', { type: 'submit' }, 'Log in'),
  );
  place.append(first);
  return { title: 'Log in', body: [place] };
}

/** The way out, under the orders. */
export function leaveButton(): HTMLElement {
  return button('Log out', async () => {
    await leave();
    location.hash = '#/';
  });
}

async function arrive(): Promise<void> {
  await enter();
  location.hash = '#/cart';
}

function askCode(place: HTMLElement, mfa: MfaRequiredResponse): void {
  const code = h('input', { inputmode: 'numeric', autocomplete: 'one-time-code', required: true });
  const second = form(
    async () => {
      await session.confirm(mfa, { code: code.value });
      await arrive();
    },
    field('Code of your authenticator app', code),
    h('button', { type: 'submit' }, 'Go on'),
  );
  place.replaceChildren(second);
  code.focus();
}
