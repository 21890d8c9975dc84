import { knowledgeProjections, rebuild } from '../product.js';
import { ourParts } from '../contenders/our-parts.js';
import { fillLog, placeAtEnd } from './fill-log.js';

/** A database with the histories of that many persons and all answers built, and the product's parts on it. */
export async function filledParts(server, name, { persons, seed, say }) {
  const url = await server.database(name);
  const service = await ourParts(url);
  await fillLog(service.pool, { persons, seed, say });
  await placeAtEnd(service.pool, service.readers);
  for (const projection of knowledgeProjections(service.rules)) await rebuild(service.pool, projection);
  await service.pool.query('vacuum analyze');
  return { url, service };
}
