import { type Json, operation } from '../operation.ts';
import { instant, object } from '../schema-words.ts';

/** Whether the service is well, and its contract. */
export const servicePaths: Json = {
  '/health/live': {
    get: operation({ id: 'isLive', summary: 'The process answers.', tag: 'Service', answers: { 200: ['It does.', 'Live'] }, problems: [], open: true }),
  },
  '/health/ready': {
    get: operation({
      id: 'isReady',
      summary: 'The database answers too, and no reader is behind for longer than configured. To those who may see figures, with them.',
      tag: 'Service',
      answers: { 200: ['It does.', 'Ready'], 503: ['It does not.', 'Ready'] },
      problems: [],
      open: true,
    }),
  },
  '/metrics': {
    get: operation({
      id: 'getMetrics',
      summary: 'Figures for Prometheus (text, not JSON); on the service’s own machine, else for the operator.',
      tag: 'Service',
      answers: { 200: ['The figures.', 'Metrics'] },
      problems: ['unauthenticated', 'forbidden', 'issuer-unavailable', 'internal'],
      open: true,
    }),
  },
  '/openapi.json': {
    get: operation({ id: 'getContract', summary: 'This document.', tag: 'Service', answers: { 200: ['OpenAPI 3.1.', 'OpenApi'] }, problems: [], open: true }),
  },
};

/** Only in sandbox tenants, where everybody is made up. */
export const sandboxPaths: Json = {
  '/v1/sandbox': {
    get: operation({ id: 'getSandbox', summary: 'Ready-made clients, institutions and the clock.', tag: 'Sandbox', answers: { 200: ['The sandbox.', 'Sandbox'] }, problems: [], open: true }),
  },
  '/v1/sandbox/clock': {
    put: operation({
      id: 'setSandboxClock',
      summary: '"Today", recordedAt and deadlines follow the clock.',
      tag: 'Sandbox',
      body: { 'application/json': { ...object({ now: instant }), additionalProperties: false } },
      answers: { 200: ['Everything has followed.', 'SandboxClock'], 202: ['Some still follow.', 'SandboxClock'] },
      problems: ['clock-before-log'],
      open: true,
    }),
  },
};
