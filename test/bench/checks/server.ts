import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is asked in the bench, in a process of its own: a health answer, and how many of them it gave. Its port is its first line. */
let answers = 0;
const body = JSON.stringify({ status: 'healthy', services: { database: 'connected', redis: 'connected' } });
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.url === '/answers') return response.end(String(answers));
  answers++;
  return response.end(body);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 511 }, () => console.log((server.address() as AddressInfo).port));
// The bench holds the other end: when it is gone, however it ended, this is too.
process.stdin.resume().on('end', () => process.exit(0));
