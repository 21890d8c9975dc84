import { Agent, request } from 'node:http';

/**
 * Calls one service over kept connections; bodies are made before the time starts. Returns `{ status, body,
 * milliseconds }`.
 */
export function caller(base, token, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(base);
  const call = (method, path, { body, type, headers } = {}) =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      const sent = body === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) };
      const all = { Authorization: `Bearer ${token}`, ...sent, ...headers };
      const outgoing = request({ agent, hostname, port, method, path, headers: all }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode,
            text: Buffer.concat(chunks).toString(),
            milliseconds: performance.now() - started,
          }),
        );
        answer.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { call, close: () => agent.destroy() };
}

export const SINGLE = 'application/cloudevents+json';
export const BATCH = 'application/cloudevents-batch+json';
