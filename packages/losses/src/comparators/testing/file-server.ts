/** A web server on this machine that has one file and does not always behave. */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does at one path. */
type Behaviour = (request: IncomingMessage, response: ServerResponse, file: Uint8Array) => void;

/** A server that is running. */
export interface FileServer {
  url(path: string): string;
  /** What was asked for, in order: the path, and the range if one was named. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Sends the part of the file that is asked for, as far as `count` bytes, and then breaks the connection if that is not all. */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: Uint8Array,
  count = Number.POSITIVE_INFINITY,
): void {
  const etag = `"${createHash('sha256').update(file).digest('hex').slice(0, 8)}"`;
  const asked = request.headers['if-range'];
  const isSame = asked === undefined || asked === etag;
  const start = isSame ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
  if (start >= file.length) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
    return;
  }
  const rest = file.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': rest.length,
    etag,
    ...(start > 0 && { 'content-range': `bytes ${start}-${file.length - 1}/${file.length}` }),
  });
  if (count >= rest.length) response.end(rest);
  else response.write(rest.subarray(0, count), () => setTimeout(() => response.socket?.destroy(), 20));
}

/** How often a path was asked for decides what some do. */
const behaviours = (visits: (path: string) => number): Readonly<Record<string, Behaviour>> => ({
  '/model': send,
  '/redirect': (_, response) => response.writeHead(302, { location: '/redirect-again' }).end(),
  '/redirect-again': (_, response) => response.writeHead(307, { location: '/model' }).end(),
  '/broken': (request, response, file) =>
    send(request, response, file, visits('/broken') < 3 ? Math.ceil(file.length / 3) : undefined),
  '/always-broken': (request, response, file) => send(request, response, file, 0),
  '/changing': (request, response, file) =>
    visits('/changing') === 1
      ? send(
          request,
          response,
          file.map((byte) => byte ^ 1),
          Math.ceil(file.length / 2),
        )
      : send(request, response, file),
  '/no-ranges': (request, response, file) => {
    delete request.headers.range;
    send(request, response, file, visits('/no-ranges') === 1 ? Math.ceil(file.length / 2) : undefined);
  },
  '/busy-once': (request, response, file) =>
    visits('/busy-once') === 1 ? response.writeHead(503).end() : send(request, response, file),
  '/stalls-once': (request, response, file) => {
    if (visits('/stalls-once') > 1) return send(request, response, file);
    response.writeHead(200, { 'content-length': file.length });
    response.write(file.subarray(0, 1000));
  },
  '/slow': async (_, response, file) => {
    response.writeHead(200, { 'content-length': file.length });
    for (let i = 0; i < file.length; i += file.length / 4) {
      response.write(file.subarray(i, i + file.length / 4));
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    response.end();
  },
  '/tampered': (request, response, file) =>
    send(request, response, file.with(file.length >> 1, 255 - file[file.length >> 1]!)),
  '/longer': (request, response, file) => send(request, response, Uint8Array.from([...file, 0])),
  '/shorter': (request, response, file) => send(request, response, file.subarray(0, -1)),
  '/empty': (_, response) => response.writeHead(200, { 'content-length': 0 }).end(),
  '/page': (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Sign in'),
  '/page-in-disguise': (_, response) => response.end('\n<!DOCTYPE html><html><body>Quota</body></html>'),
  '/pointer': (_, response) =>
    response.end('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'),
});

/** Serves `file` at many paths, one for each way to behave. */
export async function fileServer(file: Uint8Array): Promise<FileServer> {
  const requests: string[] = [];
  const paths: string[] = [];
  const known = behaviours((path) => paths.filter((each) => each === path).length);
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    paths.push(path);
    requests.push([path, request.headers.range].filter((part) => part !== undefined).join(' '));
    const behaviour = known[path];
    if (behaviour === undefined) response.writeHead(404).end('not here');
    else behaviour(request, response, file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
