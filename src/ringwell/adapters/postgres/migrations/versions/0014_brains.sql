-- Several brains on one database: who is there, since when each has its partitions, and whom an operator wants to have them.
ALTER TABLE partition_leases ADD COLUMN since TIMESTAMP WITH TIME ZONE;
ALTER TABLE partition_leases ADD COLUMN wanted TEXT;
COMMENT ON TABLE partition_leases IS 'owner: the brain that has the partition until the deadline; wanted: whom an operator wants to have it';

CREATE TABLE brains (
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    machine TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started BIGINT NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    deadline TIMESTAMP WITH TIME ZONE NOT NULL,
    draining BOOLEAN DEFAULT false NOT NULL,
    told JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_brains PRIMARY KEY (name)
);
COMMENT ON TABLE brains IS 'The brains that are there, each until its deadline; draining: it is to hand over what it has';
GRANT SELECT, INSERT, UPDATE, DELETE ON brains TO ringwell_app;

UPDATE installation SET schema_number = 14;
