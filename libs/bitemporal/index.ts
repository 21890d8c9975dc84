export { type BelievedRow, type Beliefs, type Change, type KnownRow, STILL_KNOWN } from './knowledge.ts';
export { beliefsAt, type KnowledgeProjection, knowledgeReader } from './projection.ts';
export { type Cause, rebuild, type RebuildReport } from './rebuild.ts';
export { addIndexes, createShadow, dropRetired, dropShadow, keepVacuumOut, switchTables } from './shadow-table.ts';
export { type RebuildOptions } from './stopped.ts';
export { type At, beliefOn, foldUnkept, isKept, isLong, longPersons } from './unkept.query.ts';
export {
  findOutdated,
  firstRuleVersion,
  isCurrent,
  keepVersion,
  type Outdated,
  type VersionedTable,
} from './versions.ts';
export { type KnowledgeTable } from './write.ts';
