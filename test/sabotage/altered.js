import { register } from 'node:module';

/**
 * `node --import libs/testing/typescript.js --import test/sabotage/altered.js` runs sources with the changes of
 * ALTERATIONS.
 */
register('./altered-hooks.js', import.meta.url, { data: JSON.parse(process.env.ALTERATIONS ?? '[]') });
