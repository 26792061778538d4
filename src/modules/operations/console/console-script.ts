/** Script of the operations page; plain, so that the page needs no build of its own. All texts go in as text. */
export const CONSOLE_SCRIPT = `'use strict';
(() => {
const PAUSE_MS = 5000;
const API = '/api/v1/';
const byId = (id) => document.getElementById(id);
let timer = 0;
let mfaToken = null;

const el = (name, attributes = {}, ...children) => {
  const isSvg = ['svg', 'rect', 'text', 'title', 'g', 'line'].includes(name);
  const made = isSvg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children.filter((child) => child !== null));
  return made;
};
const number = (value) => new Intl.NumberFormat('en').format(value);
const money = (sum) => {
  try { return new Intl.NumberFormat('en', { style: 'currency', currency: sum.currency }).format(sum.amount); }
  catch { return sum.amount + ' ' + sum.currency; }
};
const span = (seconds) => {
  if (seconds < 90) return Math.round(seconds) + ' s';
  if (seconds < 5400) return Math.round(seconds / 60) + ' min';
  if (seconds < 172800) return Math.round(seconds / 3600) + ' h';
  return Math.round(seconds / 86400) + ' days';
};
const show = (id, ...children) => byId(id).replaceChildren(...children);
const note = (text, tone = '') => el('p', { class: tone }, text);
const figures = (list) => el('ul', { class: 'figures' }, ...list.map(([label, value, tone]) =>
  el('li', {}, el('b', { class: tone ?? '' }, value), label)));
const table = (heads, rows) => el('table', {},
  el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
  el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell) =>
    cell instanceof Node ? el('td', {}, cell) : el('td', { class: typeof cell === 'number' ? 'number' : '' },
      typeof cell === 'number' ? number(cell) : cell))))));

/** Bars that lie, a line for each; the label and the number stand in text beside it. */
const lying = (label, items) => {
  const height = 18;
  const most = Math.max(1, ...items.map((item) => item.value));
  const picture = el('svg', { viewBox: '0 0 400 ' + Math.max(height, items.length * height), role: 'img', 'aria-label':
    label + ': ' + (items.map((item) => item.name + ' ' + number(item.value)).join(', ') || 'none') });
  items.forEach((item, at) => {
    const y = at * height;
    picture.append(
      el('text', { x: 0, y: y + 12 }, item.name),
      el('rect', { class: 'ground', x: 130, y: y + 4, width: 200, height: 9, rx: 2 }),
      el('rect', { class: 'bar ' + (item.tone ?? ''), x: 130, y: y + 4, width: item.value === 0 ? 0 : Math.max(2, 200 * item.value / most), height: 9, rx: 2 }),
      el('text', { x: 338, y: y + 12 }, item.text ?? number(item.value)));
  });
  return picture;
};
/** Bars that stand, one for each hour of the day. */
const hours = (counts) => {
  const byHour = new Map(counts.map((item) => [item.hour, item.count]));
  const most = Math.max(1, ...byHour.values());
  const picture = el('svg', { viewBox: '0 0 400 96', role: 'img', 'aria-label': 'Orders by hour (UTC): ' +
    (counts.map((item) => item.hour + ' h ' + item.count).join(', ') || 'none yet') });
  for (let hour = 0; hour < 24; hour += 1) {
    const count = byHour.get(hour) ?? 0;
    const tall = 70 * count / most;
    picture.append(el('rect', { class: 'bar', x: 4 + hour * 16.4, y: 78 - tall, width: 12, height: tall, rx: 1 },
      el('title', {}, hour + ':00 ' + count)));
    if (hour % 6 === 0) picture.append(el('text', { x: 4 + hour * 16.4, y: 92 }, hour + ':00'));
  }
  picture.append(el('rect', { class: 'ground', x: 0, y: 78, width: 400, height: 1 }));
  return picture;
};

const drawAlarms = (alarms) => show('alarms', alarms.length === 0 ? note('None is open.', 'good')
  : table(['What', 'About', 'Since', 'Times'], alarms.map((alarm) => [
    el('span', { class: 'bad' }, alarm.kind), el('span', { title: alarm.detail }, alarm.subject),
    new Date(alarm.raisedAt).toLocaleString('en'), alarm.times])));
const drawSales = (sales) => {
  if (sales === null) return show('sales', note('Not known.'));
  const placed = sales.orders.reduce((sum, item) => sum + item.count, 0);
  const sums = (list, label) => list.map((sum) => [label + ' (' + sum.count + ')', money(sum)]);
  show('sales', figures([['orders placed', number(placed)], ...sums(sales.placed, 'placed'), ...sums(sales.paid, 'paid'),
    ...sums(sales.refunded, 'paid back'), ['carts of 24 hours', number(sales.carts)]]), hours(sales.ordersByHour),
    lying('Orders of today by state', sales.orders.map((item) => ({ name: item.status, value: item.count }))));
};
const drawQueues = (queues) => {
  if (queues === null) return show('queues', note('The queues cannot be reached.', 'bad'));
  const dead = queues.reduce((sum, queue) => sum + Math.max(queue.failed, queue.failedRows), 0);
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  show('queues', figures([['waiting', number(waiting)], ['running', number(queues.reduce((sum, queue) => sum + queue.active, 0))],
    ['given up', number(dead), dead > 0 ? 'bad' : 'good']]),
    lying('Waiting jobs', queues.map((queue) => ({ name: queue.name, value: queue.waiting + queue.active,
      tone: queue.failed + queue.failedRows > 0 ? 'bad' : queue.oldestWaitingSeconds > 60 ? 'warn' : '',
      text: number(queue.waiting + queue.active) + (queue.failed > 0 ? ' / ' + queue.failed + ' dead' : '') + (queue.isPaused ? ' paused' : '') }))));
};
const drawOutbox = (outbox) => {
  const lag = Math.max(0, ...outbox.map((row) => row.lagSeconds));
  const sum = (key) => outbox.reduce((total, row) => total + row[key], 0);
  show('outbox', figures([['waiting', number(sum('waiting'))], ['oldest', span(lag), lag > 30 ? 'bad' : 'good'],
    ['not answered', number(sum('unanswered'))], ['given up', number(sum('failed')), sum('failed') > 0 ? 'bad' : 'good']]),
    outbox.length === 0 ? note('Nothing is on its way.', 'good') : lying('Rows on their way', outbox.map((row) =>
      ({ name: row.queue, value: row.waiting + row.unanswered, tone: row.failed > 0 ? 'bad' : '' }))));
};
const drawStock = (stock) => {
  if (stock === null) return show('stock', note('Not known.'));
  show('stock', figures([['few', number(stock.few), stock.few > 0 ? 'warn' : 'good'], ['gone', number(stock.gone), stock.gone > 0 ? 'bad' : 'good']]),
    stock.fewest.length === 0 ? note('Nothing is few.', 'good')
      : table(['Article', 'SKU', 'Left'], stock.fewest.map((item) => [item.name, item.sku ?? '', item.quantity])));
};
const drawJobs = (jobs) => show('jobs', jobs.length === 0 ? note('None has been scheduled yet.')
  : table(['Job', 'Last success', 'Every'], jobs.map((job) => [
    el('span', job.lastError === null ? {} : { title: job.lastError }, job.name),
    el('span', { class: job.isOverdue ? 'bad' : 'good' }, job.lastSuccessAt === null ? 'never' : span(job.ageSeconds) + ' ago' + (job.isOverdue ? ', late' : '')),
    span(job.intervalSeconds)])));

const post = (path, body, headers = {}) => fetch(API + path, { method: 'POST', headers: { 'content-type': 'application/json',
  'x-requested-with': 'console', ...headers }, body: JSON.stringify(body) });
const openConsole = async (token) => {
  const answer = await fetch(API + 'admin/console/session', { method: 'POST', headers: { authorization: 'Bearer ' + token } });
  if (answer.status === 403) throw new Error('This account may not see the operations page.');
  if (!answer.ok) throw new Error('The page could not be opened (' + answer.status + ').');
};
/** The cookie of the login brings a fresh token, as long as the session lives. */
const renew = async () => {
  const answer = await post('auth/refresh', {});
  if (!answer.ok) return false;
  await openConsole((await answer.json()).accessToken);
  return true;
};
const askForLogin = (refusal = '') => {
  byId('board').hidden = true; byId('leave').hidden = true; byId('login').hidden = false;
  byId('refusal').textContent = refusal; byId('state').textContent = 'Not logged in';
};
const draw = (overview) => {
  drawAlarms(overview.alarms); drawSales(overview.sales); drawQueues(overview.queues);
  drawOutbox(overview.outbox); drawStock(overview.stock); drawJobs(overview.jobs);
  byId('login').hidden = true; byId('board').hidden = false; byId('leave').hidden = false;
  const count = overview.alarms.length;
  byId('state').textContent = (count === 0 ? 'No alarm' : count === 1 ? 'One alarm' : count + ' alarms') + ', as of ' + new Date(overview.at).toLocaleTimeString('en');
};
const look = async (mayRenew = true) => {
  clearTimeout(timer);
  try {
    const answer = await fetch('/admin/overview');
    if (answer.status === 401 && mayRenew) return (await renew()) ? look(false) : askForLogin();
    if (answer.status === 401 || answer.status === 403) return askForLogin(answer.status === 403 ? 'This account may not see the operations page.' : '');
    if (!answer.ok) throw new Error('answer ' + answer.status);
    draw(await answer.json());
  } catch (error) {
    byId('state').textContent = 'The shop does not answer (' + error.message + '); trying again.';
  }
  timer = setTimeout(look, document.hidden ? 4 * PAUSE_MS : PAUSE_MS);
};

byId('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  try {
    const answer = mfaToken === null
      ? await post('auth/login', { login: form.get('login'), password: form.get('password'), tokenIn: 'cookie' })
      : await post('auth/mfa/verify', { mfaToken, code: form.get('code'), tokenIn: 'cookie' });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail ?? body.title ?? 'That did not work.');
    if (body.mfaToken !== undefined && body.accessToken === undefined) {
      mfaToken = body.mfaToken; byId('second').hidden = false;
      return;
    }
    mfaToken = null; byId('second').hidden = true;
    await openConsole(body.accessToken);
    event.target.reset();
    await look(false);
  } catch (error) {
    mfaToken = null; byId('second').hidden = true;
    askForLogin(error.message);
  }
});
byId('leave').addEventListener('click', async () => {
  clearTimeout(timer);
  await post('auth/logout', {}).catch(() => null);
  await fetch(API + 'admin/console/session', { method: 'DELETE' }).catch(() => null);
  askForLogin();
});
void look();
})();
`;
