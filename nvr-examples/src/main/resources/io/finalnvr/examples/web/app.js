// Puts the pages together: who is logged in, which page is shown, what the server tells.

import { login, onLoggedOut, remove, session, socket } from './api.js';
import { h } from './dom.js';
import * as cameras from './cameras.js';
import * as events from './events.js';
import * as live from './live.js';
import * as recorded from './recorded.js';
import * as system from './system.js';

const PAGES = { live, recorded, events, cameras, system };
const lost = h('div', { class: 'lost', role: 'status' }, 'The connection to the server is lost; trying again …');
const page = document.getElementById('page');
const bar = document.querySelector('.bar');
let leave = () => {};
let current = null;
let turn = 0;
let listener = null;
let feed = null;

const context = {
  /** Shows the page anew. */
  again: () => route(),
  get session() {
    return current;
  },
  /** Is told what the server tells: { type, camera }; of type again after it could not be heard. */
  onMessage(told) {
    listener = told;
  },
};

async function route() {
  const mine = ++turn;
  leave();
  leave = () => {};
  listener = null;
  const [name, ...more] = decodeURIComponent(location.hash.slice(1)).split('/');
  const shown = PAGES[name] ? name : 'live';
  document.querySelectorAll('nav a').forEach((link) => {
    if (link.hash === `#${shown}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  const content = h('div');
  page.replaceChildren(content);
  try {
    const done = await PAGES[shown].show(content, context, ...more);
    if (mine === turn) leave = done;
    else done();
  } catch (e) {
    if (e.status === 401) return showLogin();
    content.replaceChildren(h('div', { class: 'empty' }, h('h2', {}, 'That did not work'), h('p', {}, e.message), h('button', { onclick: route }, 'Try again')));
  }
  return undefined;
}

function showLogin() {
  leave();
  leave = () => {};
  bar.hidden = true;
  const error = h('p', { class: 'error', role: 'alert' });
  const form = h('form', { class: 'card login' }, h('h1', {}, h('img', { src: 'icon.svg', alt: '', width: 28, height: 28 }), 'FinalNVR'),
    h('label', {}, 'User', h('input', { name: 'user', autocomplete: 'username', required: true })),
    h('label', {}, 'Password', h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true })),
    error, h('button', { class: 'main' }, 'Log in'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = new FormData(form);
    try {
      begin(await login(values.get('user'), values.get('password')));
    } catch (e) {
      error.textContent = e.message;
    }
  });
  page.replaceChildren(form);
  form.querySelector('input').focus();
}

function begin(answer) {
  current = answer;
  bar.hidden = false;
  bar.querySelector('.who').textContent = `${answer.user} · ${answer.role.toLowerCase()}`;
  listen();
  route();
}

/** What one page changes, all open ones show. */
function listen() {
  feed = socket('/state');
  const mine = feed;
  feed.onmessage = (event) => listener?.(JSON.parse(event.data));
  feed.onopen = () => {
    if (!lost.isConnected) return;
    lost.remove();
    listener?.({ type: 'again' });
  };
  feed.onclose = async () => {
    if (feed !== mine || !current) return;
    // Whether the server is gone, or only does not know the user any more.
    const known = await session().then(() => true, (e) => e.status !== 401);
    if (feed !== mine || !current) return;
    if (!known) {
      forget();
      return;
    }
    document.body.append(lost);
    setTimeout(() => feed === mine && current && listen(), 3000);
  };
}

document.getElementById('logout').addEventListener('click', async () => {
  current = null;
  feed?.close();
  feed = null;
  await remove('/session').catch(() => {});
  showLogin();
});
function forget() {
  if (!current) return;
  current = null;
  feed?.close();
  feed = null;
  lost.remove();
  showLogin();
}

onLoggedOut(forget);
window.addEventListener('hashchange', () => current && route());
document.addEventListener('keydown', (event) => {
  if (event.altKey && /^[1-5]$/.test(event.key) && current) location.hash = Object.keys(PAGES)[event.key - 1];
});

function showKeys() {
  const keys = [
    ['Alt 1 … 5', 'Live, Recorded, Events, Cameras, System'],
    ['On a camera of the wall', 'Enter or F full screen · M sound · S snapshot · R recorded'],
    ['Recorded', 'Space play and pause · , and . picture by picture · J and L slower, backwards, faster'],
    ['', 'I and O range from and to here · B bookmark · E export · S snapshot · M sound'],
    ['On the timeline', 'arrows seek · + and − zoom · Page Up and Down move · Home shows all'],
    ['With the mouse', 'wheel zooms, with Shift moves · the ruler is dragged to move, the lanes to scrub, with Shift to choose a range'],
  ];
  const dialog = h('dialog', { 'aria-label': 'Keys' }, h('h2', {}, 'Keys'),
    h('dl', {}, keys.flatMap(([where, what]) => [h('dt', {}, where), h('dd', {}, what)])),
    h('div', { class: 'controls end' }, h('button', { class: 'main', onclick: () => dialog.close() }, 'Close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.getElementById('keys').addEventListener('click', showKeys);
document.addEventListener('keydown', (event) => {
  if (event.key === '?' && current && !event.target.matches('input, textarea, select') && !document.querySelector('dialog[open]')) showKeys();
});

session().then(begin, showLogin);
