// How the system is: store, retention, gaps of the last day, processor and memory; users, and what
// they changed.

import { get, put, remove } from './api.js';
import { asPlanned, attempt, bitRate, bytes, causeOf, choice, clock, confirmDialog, field, formDialog, h, notice, span } from './dom.js';

const ROLES = [['VIEWER', 'viewer: watches'], ['OPERATOR', 'operator: also records, exports, holds'], ['ADMIN', 'admin: everything']];

export async function show(page, context) {
  const admin = context.session.role === 'ADMIN';
  const figures = h('div', { class: 'grid figures-grid' });
  const store = h('section', { class: 'card' });
  const gaps = h('section', { class: 'card' });
  const users = h('section', { class: 'card' });
  const audit = h('section', { class: 'card wide' });

  const figure = (name, value, under, part) => h('section', { class: 'card figure' }, h('h2', {}, name), h('p', { class: 'big' }, value), h('p', { class: 'soft' }, under), part === undefined ? null : h('progress', { max: 1, value: part, 'aria-label': name }));

  async function load() {
    const system = await attempt(() => get('/system'));
    if (!system) return;
    const rate = system.cameras.reduce((sum, camera) => sum + camera.bitsPerSecond, 0);
    const recording = system.cameras.filter((camera) => camera.recording).length;
    figures.replaceChildren(
      figure('Footage', bytes(system.bytesStored), rate ? `${bytes(rate / 8 * 86400)} a day at the present ${bitRate(rate)}` : 'nothing is recorded now'),
      figure('Cameras', `${recording} of ${system.cameras.length}`, 'are recorded'),
      figure('Processor', `${Math.round(system.systemCpuLoad * 100)} %`, `this program ${Math.round(system.processCpuLoad * 100)} %, ${system.processors} cores`, system.systemCpuLoad),
      figure('Memory', bytes(system.heapBytes), `of ${bytes(system.maxHeapBytes)} of the Java heap`, system.heapBytes / system.maxHeapBytes),
      figure('Running', span(system.upSeconds * 1000), `since ${clock(new Date(Date.now() - system.upSeconds * 1000))}`));
    store.replaceChildren(h('h2', {}, 'Store and retention'), system.cameras.length ? h('div', { class: 'scroll' }, h('table', {},
      h('tr', {}, ['Camera', 'Stored', 'Reaches back', 'Forecast'].map((name) => h('th', {}, name))),
      system.cameras.map((camera) => h('tr', {}, h('td', {}, camera.name), h('td', { class: 'length' }, bytes(camera.bytesKept)), h('td', {}, camera.oldest ? span(Date.now() - Date.parse(camera.oldest)) : '–'), h('td', {}, forecast(camera)))))) : h('p', { class: 'soft' }, 'There are no cameras.'));
    gaps.replaceChildren(h('h2', {}, 'Gaps of the last day'), system.gaps.length ? h('div', { class: 'scroll' }, h('table', {},
      h('tr', {}, ['Cause', 'How often', 'How long'].map((name) => h('th', {}, name))),
      system.gaps.map((gap) => h('tr', {}, h('td', {}, h('span', { class: `state ${asPlanned(gap.cause) ? '' : 'warn'}` }, causeOf(gap.cause))), h('td', {}, String(gap.count)), h('td', {}, span(gap.seconds * 1000)))))) : h('p', { class: 'soft' }, 'None: nothing is missing.'));
  }

  /** When its limits are reached, at the present rate. */
  function forecast(camera) {
    const perDay = (camera.bitsPerSecond / 8) * 86400;
    const limits = [];
    if (camera.retention.maxAgeSeconds) limits.push(`levels off at ${perDay ? bytes(perDay * camera.retention.maxAgeSeconds / 86400) : '–'} (${span(camera.retention.maxAgeSeconds * 1000)})`);
    if (camera.retention.maxBytes) {
      const left = camera.retention.maxBytes - camera.bytesKept;
      limits.push(left <= 0 ? `full: the oldest goes; about ${perDay ? span(camera.retention.maxBytes / perDay * 86400_000) : '–'} stay` : `${bytes(camera.retention.maxBytes)} full in ${perDay ? span(left / perDay * 86400_000) : '–'}`);
    }
    return limits.join('; ') || (perDay ? `grows by ${bytes(perDay)} a day, without limit` : 'no limit');
  }

  async function loadUsers() {
    const list = (await attempt(() => get('/users'))) || [];
    users.replaceChildren(h('div', { class: 'title' }, h('h2', {}, 'Users'), h('button', { onclick: () => edit(null) }, 'Add a user')),
      h('table', {}, list.map((user) => h('tr', {}, h('td', {}, user.name), h('td', { class: 'soft' }, user.role.toLowerCase()),
        h('td', { class: 'right' }, h('button', { class: 'quiet small', 'aria-label': `Change ${user.name}`, onclick: () => edit(user) }, 'Change'), h('button', { class: 'quiet small', 'aria-label': `Remove ${user.name}`, onclick: () => drop(user) }, 'Remove'))))));
  }

  function edit(user) {
    formDialog(user ? `Change ${user.name}` : 'Add a user', h('div', { class: 'part' },
      user ? null : field('Name', 'name', '', { required: true, autofocus: true }),
      field(user ? 'New password' : 'Password', 'password', '', { type: 'password', required: true, minLength: 8, autocomplete: 'new-password' }),
      choice('May', 'role', ROLES, user?.role || 'VIEWER')), 'Save', async (values) => {
      await put(`/users/${encodeURIComponent(user?.name || values.name)}`, { password: values.password, role: values.role });
      notice('Saved.');
      loadUsers();
      loadAudit();
    });
  }

  function drop(user) {
    confirmDialog(`Remove ${user.name}?`, 'Whoever uses this name is logged out at once.', 'Remove', async () => {
      await remove(`/users/${encodeURIComponent(user.name)}`);
      loadUsers();
      loadAudit();
    });
  }

  async function loadAudit() {
    const entries = (await attempt(() => get('/audit?count=30'))) || [];
    audit.replaceChildren(h('h2', {}, 'What was changed'), entries.length ? h('div', { class: 'scroll' }, h('table', {},
      h('tr', {}, ['When', 'Who', 'From', 'What', 'Outcome'].map((name) => h('th', {}, name))),
      entries.map((entry) => h('tr', {}, h('td', { class: 'time' }, clock(new Date(entry.time))), h('td', {}, entry.user || '–'), h('td', { class: 'soft' }, entry.address), h('td', {}, entry.action.replace('/api/v1', '')), h('td', {}, h('span', { class: `state ${entry.status < 400 ? 'good' : 'bad'}` }, entry.status < 400 ? 'done' : `refused (${entry.status})`)))))) : h('p', { class: 'soft' }, 'Nothing in the last seven days.'));
  }

  const people = () => (admin ? Promise.all([loadUsers(), loadAudit()]) : null);
  let soon = null;
  context.onMessage((message) => {
    if (!['camera', 'marks', 'users', 'again'].includes(message.type)) return;
    clearTimeout(soon);
    soon = setTimeout(() => {
      load();
      people();
    }, 200);
  });
  const timer = setInterval(load, 5000);
  // All at once, so that nothing moves when it comes.
  await Promise.all([load(), people()]);
  page.append(h('div', { class: 'head' }, h('h1', {}, 'System')), figures, h('div', { class: 'grid beside' }, store, h('div', { class: 'grid stack' }, gaps, admin ? users : null)), admin ? audit : null);
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
  };
}
