export { gather, type Together } from './gather.ts';
export { Lanes } from './lanes.ts';
