import typeorm from 'typeorm';

const { EntitySchema } = typeorm;

export const Person = new EntitySchema({
  name: 'person',
  columns: {
    id: { type: 'int', primary: true, generated: 'increment' },
    cpr: { type: 'char', length: 10, unique: true },
  },
});

/** The reports as they came: the audit table that such services have. */
export const Report = new EntitySchema({
  name: 'report',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    source: { type: 'varchar' },
    senderId: { type: 'varchar', name: 'sender_id' },
    type: { type: 'varchar' },
    personId: { type: 'int', name: 'person_id' },
    occurredOn: { type: 'date', name: 'occurred_on' },
    receivedAt: { type: 'timestamptz', name: 'received_at' },
    data: { type: 'jsonb' },
  },
  uniques: [{ columns: ['source', 'senderId'] }],
  indices: [{ columns: ['personId', 'occurredOn'] }, { columns: ['receivedAt'] }],
});

/** The status of today, overwritten by each report. */
export const Status = new EntitySchema({
  name: 'status',
  columns: {
    personId: { type: 'int', primary: true, name: 'person_id' },
    status: { type: 'varchar' },
    since: { type: 'date' },
    institution: { type: 'varchar', nullable: true },
    enrolmentId: { type: 'varchar', name: 'enrolment_id', nullable: true },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
  },
  indices: [{ columns: ['institution', 'status'] }],
});
