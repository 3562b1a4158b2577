// Bundles src into dist: node build.mjs [FOLDER]. HIL_ESBUILD names an esbuild that is elsewhere.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const esbuild = process.env.HIL_ESBUILD || join(here, 'node_modules', '.bin', 'esbuild');
const into = process.argv[2] || join(here, 'dist');

execFileSync(
  esbuild,
  [
    'src/main.mjs',
    'src/post.mjs',
    '--bundle',
    '--platform=node',
    '--target=node20',
    '--format=esm',
    '--charset=utf8',
    '--out-extension:.js=.mjs',
    '--banner:js=// Made of ../src by ../build.mjs; do not edit.',
    `--outdir=${into}`,
    '--log-level=warning',
  ],
  { cwd: here, stdio: 'inherit' },
);
