export { routeConfig } from './route-config.ts';
