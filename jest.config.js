import { availableParallelism } from 'node:os';

/** One run on real parts: each spec file gets its own database on its worker's embedded PostgreSQL (docs/adr/0001). */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/events', '<rootDir>/projections', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  globalSetup: '<rootDir>/libs/testing/jest-setup.js',
  globalTeardown: '<rootDir>/libs/testing/jest-teardown.js',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 60_000,
  // Modules of a spec file are never freed (vm modules): in one process the whole suite outgrows the heap.
  workerIdleMemoryLimit: '1500MB',
  // A proof mostly waits for PostgreSQL: one worker per processor, not one fewer. Each has a PostgreSQL, so not dozens.
  maxWorkers: Math.min(4, availableParallelism()),
};
