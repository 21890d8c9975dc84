import { register } from 'node:module';

/**
 * `node --import ./libs/testing/typescript.js file.ts` runs a source file as it is: for processes that a test starts
 * and kills.
 */
register('./typescript-hooks.js', import.meta.url);
