import { register } from 'node:module';

/** `node --import libs/testing/typescript.js --import test/sabotage/altered.js` runs sources of which ALTERATIONS were made. */
register('./altered-hooks.js', import.meta.url, { data: JSON.parse(process.env.ALTERATIONS ?? '[]') });
