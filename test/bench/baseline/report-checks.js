import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { ValidationPipe } from '@nestjs/common';
import { EnvelopeV1, findDefinition } from '../product.js';

// The tested classes are the product's own, so the packages that read their decorators must be the same ones that wrote
// them.
const require = createRequire(join(resolve(import.meta.dirname, '../../..'), 'package.json'));

const pipe = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  transform: true,
  validatorPackage: require('class-validator'),
  transformerPackage: require('class-transformer'),
});

/**
 * Checks one report by Nest's own pipe: the envelope, then the data by its class. Throws BadRequestException with the
 * errors.
 */
export async function checked(body) {
  const envelope = await pipe.transform(body, { type: 'body', metatype: EnvelopeV1 });
  const definition = findDefinition(envelope.type);
  if (!definition?.dataClass) throw new Error(`unknown type ${envelope.type}`);
  const data = await pipe.transform(body.data, { type: 'body', metatype: definition.dataClass });
  return { envelope, definition, data };
}
