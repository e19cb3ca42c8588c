-- Of these addresses, those that have one in common with another trunk's, whosever it is: the switch knows a call's trunk by its address.
-- Two who ask at once wait for each other until they commit.
CREATE OR REPLACE FUNCTION taken_trunk_addresses(own_trunk uuid, wanted text[]) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ringwell.trunk_addresses'));
    RETURN QUERY
        SELECT DISTINCT mine.address FROM unnest(wanted) AS mine (address)
        JOIN (
            SELECT unnest(t.addresses) AS address FROM trunks t WHERE t.trunk_id <> own_trunk AND t.removed_at IS NULL
        ) AS other ON trunk_network(mine.address) && trunk_network(other.address);
END
$$;

-- An address or network as one that can be compared; NULL where it is none. An IPv4 address written as IPv6 is the IPv4 address.
CREATE OR REPLACE FUNCTION trunk_network(address text) RETURNS inet
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN regexp_replace(lower(address), '^::ffff:(\d+\.\d+\.\d+\.\d+)$', '\1')::inet;
EXCEPTION WHEN invalid_text_representation THEN
    RETURN NULL;
END
$$;

CREATE POLICY owner ON trunks TO ringwell_owner USING (true) WITH CHECK (true);

REVOKE ALL ON FUNCTION taken_trunk_addresses(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION taken_trunk_addresses(uuid, text[]) TO ringwell_app, ringwell_relay;

UPDATE installation SET schema_number = 3;
