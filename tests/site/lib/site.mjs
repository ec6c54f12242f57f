// A built site: every file with its text, every page parsed. A site is never changed; with() gives one that differs.
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kindOf, Page } from './page.mjs';

export function filesBelow(folder, below = '') {
  return readdirSync(join(folder, below)).sort().flatMap((name) => {
    const path = below ? `${below}/${name}` : name;
    return lstatSync(join(folder, path)).isDirectory() ? filesBelow(folder, path) : [path];
  });
}

export class Site {
  constructor(files, pages) {
    this.files = files;
    this.pages = pages;
    this.languages = [...new Set([...pages.keys()].map((path) => kindOf(path).language).filter(Boolean))];
  }

  static read(folder) {
    const files = new Map(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
    const pages = [...files].filter(([path]) => path.endsWith('.html')).map(([path, source]) => [path, new Page(path, source)]);
    return new Site(files, new Map(pages));
  }

  // The same site with TEXT at PATH; undefined takes the file away.
  with(path, text) {
    const files = new Map(this.files), pages = new Map(this.pages);
    if (text === undefined) {
      files.delete(path);
      pages.delete(path);
    } else {
      files.set(path, text);
      if (path.endsWith('.html')) pages.set(path, new Page(path, text));
    }
    return new Site(files, pages);
  }

  // The part of the site whose paths fit PATTERN.
  only(pattern) {
    const part = (map) => new Map([...map].filter(([path]) => pattern.test(path)));
    return new Site(part(this.files), part(this.pages));
  }

  of(...kinds) {
    return [...this.pages.values()].filter((page) => kinds.includes(kindOf(page.path).kind));
  }
}
