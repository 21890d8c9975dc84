import config from './jest.config.js';

/** The long proofs: `npm run proofs`. */
export default { ...config, testMatch: ['**/*.proof.ts'], testTimeout: 240_000 };
