import { mount } from 'svelte';

import { openBackend } from './backend';
import App from './shell/App.svelte';
import './shared/tokens.css';
import './shared/base.css';
import './shared/controls.css';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { backend: openBackend() } });
