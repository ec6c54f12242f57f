// What npm brings, installed once for the site and browser tests: npm ci --prefix tests/site.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../site/package.json', import.meta.url));

function load(make) {
  try {
    return make();
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    console.log('FAULT the packages of tests/site are missing: npm ci --prefix tests/site');
    process.exit(1);
  }
}

export const { chromium } = load(() => require('playwright-core'));
export const axeSource = load(() => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
