// Puts the pages together: who is logged in, which page is shown, what the server tells.

import { login, remove, session, socket } from './api.js';
import { h } from './dom.js';
import * as cameras from './cameras.js';
import * as live from './live.js';
import * as recorded from './recorded.js';
import * as system from './system.js';

const PAGES = { live, recorded, cameras, system };
const page = document.getElementById('page');
const bar = document.querySelector('.bar');
let leave = () => {};
let current = null;
let turn = 0;
let cameraListener = null;

const context = {
  get session() {
    return current;
  },
  onCamera(listener) {
    cameraListener = listener;
  },
};

async function route() {
  const mine = ++turn;
  leave();
  leave = () => {};
  cameraListener = null;
  const [name, argument] = location.hash.slice(1).split('/');
  const shown = PAGES[name] ? name : 'live';
  document.querySelectorAll('nav a').forEach((link) => {
    if (link.hash === `#${shown}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  const content = h('div');
  page.replaceChildren(content);
  try {
    const done = await PAGES[shown].show(content, context, argument);
    if (mine === turn) leave = done;
    else done();
  } catch (e) {
    if (e.status === 401) return showLogin();
    content.replaceChildren(h('div', { class: 'empty' }, h('h1', {}, 'That did not work'), h('p', {}, e.message), h('button', { onclick: route }, 'Try again')));
  }
  return undefined;
}

function showLogin() {
  leave();
  leave = () => {};
  bar.hidden = true;
  const error = h('p', { class: 'error', role: 'alert' });
  const form = h('form', { class: 'card login' }, h('h1', {}, 'FinalNVR'),
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

function listen() {
  const feed = socket('/state');
  feed.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.camera && cameraListener) cameraListener(message.camera);
  };
  feed.onclose = () => setTimeout(() => current && listen(), 3000);
}

document.getElementById('logout').addEventListener('click', async () => {
  current = null;
  await remove('/session').catch(() => {});
  showLogin();
});
window.addEventListener('hashchange', () => current && route());
document.addEventListener('keydown', (event) => {
  if (event.altKey && /^[1-4]$/.test(event.key) && current) location.hash = Object.keys(PAGES)[event.key - 1];
});

session().then(begin, showLogin);
