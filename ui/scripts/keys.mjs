// Writes src/i18n/keys.ts from src/i18n/pl.ftl: one string union of every text's key.
import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../src/i18n/', import.meta.url);
const keys = [...readFileSync(new URL('pl.ftl', folder), 'utf8').matchAll(/^([a-z][a-z0-9_-]*) =/gm)].map((match) => match[1]);
const rows = Array.from({ length: Math.ceil(keys.length / 6) }, (_, row) => keys.slice(row * 6, row * 6 + 6));
const lines = rows.map((row) => `  ${row.map((key) => `| '${key}'`).join(' ')}`).join('\n');
writeFileSync(new URL('keys.ts', folder), `// Written by \`npm run keys\` from pl.ftl; do not edit.\nexport type Key =\n${lines};\n`);
