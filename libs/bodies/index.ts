export { type BodyRule, type FormRule, TakesBody } from './body-rule.ts';
export { RefusedElement } from './refused-element.ts';
export { readBodies } from './read-bodies.ts';
