// How the system is: store, retention, gaps of the last day, processor and memory.

import { get } from './api.js';
import { attempt, bytes, h } from './dom.js';

export async function show(page, context) {
  const cards = h('div', { class: 'grid' });
  page.append(h('div', { class: 'head' }, h('h1', {}, 'System')), cards);

  async function load() {
    const system = await attempt(() => get('/system'));
    if (!system) return;
    const gaps = Object.entries(system.gapsOfLastDay);
    cards.replaceChildren(
      h('section', { class: 'card' }, h('h2', {}, 'Store'), h('p', {}, `${bytes(system.bytesStored)} of footage`),
        system.retention.map((plan) => h('p', { class: 'soft' }, `${plan.camera}: ${bytes(plan.bytesKept)}; ${plan.reason}`))),
      h('section', { class: 'card' }, h('h2', {}, 'Gaps of the last day'),
        gaps.length ? h('table', {}, gaps.map(([cause, count]) => h('tr', {}, h('td', {}, cause.toLowerCase().replaceAll('_', ' ')), h('td', {}, String(count))))) : h('p', { class: 'soft' }, 'None.')),
      h('section', { class: 'card' }, h('h2', {}, 'This machine'),
        h('p', {}, `Processor: ${Math.round(system.systemCpuLoad * 100)} % (this process ${Math.round(system.processCpuLoad * 100)} %)`),
        h('p', {}, `Java heap: ${bytes(system.heapBytes)} of ${bytes(system.maxHeapBytes)}`)));
    if (context.session.role === 'ADMIN') cards.append(await users(), await audit());
  }

  async function users() {
    const list = (await attempt(() => get('/users'))) || [];
    return h('section', { class: 'card' }, h('h2', {}, 'Users'), h('table', {}, list.map((user) => h('tr', {}, h('td', {}, user.name), h('td', {}, user.role.toLowerCase())))));
  }

  async function audit() {
    const entries = (await attempt(() => get('/audit?count=20'))) || [];
    return h('section', { class: 'card scroll' }, h('h2', {}, 'What was changed'),
      h('table', {}, entries.map((entry) => h('tr', {}, h('td', { class: 'time' }, entry.time.slice(0, 19).replace('T', ' ')), h('td', {}, entry.user), h('td', {}, entry.action), h('td', {}, String(entry.status))))));
  }

  const timer = setInterval(load, 10_000);
  await load();
  return () => clearInterval(timer);
}
