import { openObject } from '#libs/contract';

export const openApiSchema = openObject('OpenApi', 'An OpenAPI 3.1 document.', { openapi: '3.1.0' });
