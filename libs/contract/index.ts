export { jsonSchemas } from '#events/event-schemas';
export { type ContractOptions, openApiDocument } from './open-api.ts';
