import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { EXCHANGE, INTERVIEWS, TODAY, VISITS } from '../../test/fixtures';
import { MemoryBackend } from '../../test/memory';
import { openApp } from '../../test/render';

test.each([
  [false, 'Szkic jest tylko na tym laptopie'],
  [true, 'Ośrodek przechowuje zaszyfrowaną kopię szkicu'],
])('a draft says whether the office keeps its ciphertext: %s', async (deposited, text) => {
  const backend = new MemoryBackend();
  const interviews = INTERVIEWS.map((visit) => ({ ...visit, status: { ...visit.status, deposited } }));
  backend.overrides.overview = () => ({ today: TODAY, visits: VISITS, interviews, exchange: EXCHANGE });
  await openApp(backend);
  expect(screen.getAllByText(text)).toHaveLength(1);
});
