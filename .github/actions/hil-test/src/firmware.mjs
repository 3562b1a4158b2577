// The files that are sent: found by patterns below the workspace, links not followed.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Problem, USAGE } from './problem.mjs';

const MOST_FILES = 500;
const MOST_BYTES = 256 * 1024 * 1024;
const DEEPEST = 12;

/** @returns {{name: string, bytes: Buffer}[]} */
export function firmware(patterns, root = process.env.GITHUB_WORKSPACE || process.cwd()) {
  const found = new Set();
  for (const pattern of patterns) {
    const before = found.size;
    walk(root, '', shape(pattern), found, 0);
    if (found.size === before) {
      throw new Problem(`firmware: no file is called ${pattern} below ${root}`, USAGE);
    }
  }
  return read([...found].sort(), root);
}

function read(paths, root) {
  let bytes = 0;
  const names = new Set();
  return paths.map((path) => {
    bytes += statSync(join(root, path)).size;
    if (bytes > MOST_BYTES) {
      throw new Problem(`firmware: more than ${MOST_BYTES} bytes; the farm takes no more`, USAGE);
    }
    // Two boards' firmware.uf2 lie in folders of their own: then the path tells them apart.
    const name = names.has(basename(path)) ? path : basename(path);
    names.add(basename(path));
    return { name, bytes: readFileSync(join(root, path)) };
  });
}

function walk(root, below, wanted, found, depth) {
  for (const entry of readdirSync(resolve(root, below), { withFileTypes: true })) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory() && depth < DEEPEST && entry.name !== '.git' && entry.name !== 'node_modules') {
      walk(root, path, wanted, found, depth + 1);
    } else if (entry.isFile() && wanted.test(path)) {
      found.add(path);
      if (found.size > MOST_FILES) {
        throw new Problem(`firmware: more than ${MOST_FILES} files; the farm takes no more`, USAGE);
      }
    }
  }
}

/** ** is any folders, * any characters but a slash, ? one of them. */
function shape(pattern) {
  const parts = pattern.replace(/^\.\//, '').split(/(\*\*\/|\*\*|\*|\?)/);
  const source = parts.map((part) => {
    switch (part) {
      case '**/':
        return '(?:[^/]+/)*';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      default:
        return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    }
  });
  return new RegExp(`^${source.join('')}$`);
}
