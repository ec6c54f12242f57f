// A plain static host, as strict as one can be: it serves files below a base path, answers what is not there with the
// 404 page of the language, and sends the headers that the site promises to live with.
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8', '.json': 'application/json',
};

// Nothing but the site's own scripts, styles, pictures and forms. No connect-src: no page may ask for anything by script.
export const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

export const REPORTS = '/reports'; // where a policy may have its violations sent to

async function bodyOf(request) {
  let body = '';
  for await (const part of request) body += part;
  return body;
}

const isFile = (path) => stat(path).then((s) => s.isFile(), () => false);
const isFolder = (path) => stat(path).then((s) => s.isDirectory(), () => false);

// The 404 page for PATH: that of its language, if it has one.
async function lost(folder, path) {
  const own = join(folder, path.split('/')[0], '404.html');
  return (await isFile(own)) ? own : join(folder, '404.html');
}

export class Host {
  #server;
  asked = []; // {path, status} of every request
  reports = []; // of violations of the policy
  change = null; // (path, text) => text: breaks what is served, on purpose

  // Serves FOLDER below BASE, which begins and ends with a slash, with HEADERS; if COMPRESS, gzipped and to be kept, as
  // hosts do.
  static async start(folder, { base = '/', compress = false, headers = HEADERS } = {}) {
    const host = new Host();
    host.folder = folder;
    host.base = base;
    host.compress = compress;
    host.headers = headers;
    host.#server = createServer((request, response) => host.#answer(request, response).catch((error) => {
      response.writeHead(500).end(String(error));
    }));
    await new Promise((ready) => host.#server.listen(0, '127.0.0.1', ready));
    host.origin = `http://127.0.0.1:${host.#server.address().port}`;
    host.url = host.origin + base;
    return host;
  }

  stop() {
    this.#server.closeAllConnections?.();
    return new Promise((done) => this.#server.close(done));
  }

  // {status, file} or {status, location} for a path below the base.
  async #find(path) {
    const parts = path.split('/');
    if (parts.includes('..')) return { status: 400 };
    const file = join(this.folder, path);
    if (path === '' || path.endsWith('/')) {
      const index = join(file, 'index.html');
      if (await isFile(index)) return { status: 200, file: index };
    } else if (await isFile(file)) return { status: 200, file };
    else if (await isFolder(file)) return { status: 301, location: `${this.base}${path}/` };
    return { status: 404, file: await lost(this.folder, path) };
  }

  async #answer(request, response) {
    if (request.method === 'POST' && request.url === REPORTS) {
      this.reports.push(JSON.parse(await bodyOf(request))['csp-report']);
      return void response.writeHead(204).end();
    }
    const pathname = decodeURIComponent(new URL(request.url, this.origin).pathname);
    const below = pathname.startsWith(this.base) ? pathname.slice(this.base.length) : null;
    const { status, file, location } = below === null ? { status: 404 } : await this.#find(below);
    this.asked.push({ path: request.url, status });
    if (!file) return void response.writeHead(status, location ? { Location: location } : {}).end();
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    let body = await readFile(file);
    if (this.change && /^text|svg|xml/.test(type)) body = Buffer.from(this.change(file.slice(this.folder.length + 1), body.toString()));
    const headers = { ...this.headers, 'Content-Type': type };
    if (this.compress) headers['Content-Security-Policy'] += "; connect-src 'self'"; // Lighthouse asks for robots.txt from within the page
    if (this.compress && !type.endsWith('png')) {
      body = gzipSync(body);
      headers['Content-Encoding'] = 'gzip';
      headers['Cache-Control'] = below.startsWith('assets/') ? 'max-age=31536000, immutable' : 'max-age=3600';
    }
    response.writeHead(status, { ...headers, 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  }
}
