/** The development page: the real screens over invented data. `?as=field|team|first|practice|locked` chooses the seat. */
import { mount } from 'svelte';

import App from '../shell/App.svelte';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/controls.css';
import { session } from './fixtures';
import { MemoryBackend } from './memory';

const seat = new URLSearchParams(location.search).get('as') ?? 'field';
const opened = { field: session(), team: session(['team']), first: session(['first_contact']), practice: session(['field'], true), all: session(['field', 'first_contact', 'team']), locked: null }[seat];
const target = document.getElementById('app');
if (target) mount(App, { target, props: { backend: new MemoryBackend(opened === undefined ? session() : opened) } });
