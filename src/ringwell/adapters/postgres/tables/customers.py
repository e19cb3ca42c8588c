"""Customer persons. Values are sealed under a key per contact; search goes by keyed hashes; to erase is to destroy the key."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, SmallInteger, Text, text

from ringwell.adapters.postgres.tables.base import Id, belongs, moment, of_workspace, tenant_table
from ringwell.kernel import ids

data_keys = tenant_table(
    "data_keys",
    ("key_id",),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("wrapped", LargeBinary),
    moment("created_at", default_now=True),
    moment("destroyed_at", nullable=True),
    of_workspace(),
    comment="wrapped: a 256-bit key under the installation's master key; NULL once destroyed",
)

contacts = tenant_table(
    "contacts",
    ("contact_id",),
    Column("contact_id", Id(ids.CONTACT), nullable=False),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("card_sealed", LargeBinary),
    Column("erased", Boolean, nullable=False, server_default=text("false")),
    Column("version", Integer, nullable=False, server_default=text("1")),
    moment("created_at", default_now=True),
    Column("owner_agent_id", Id(ids.AGENT)),
    Column("key_customer", Boolean, nullable=False, server_default=text("false")),
    belongs("data_keys", "key_id"),
    belongs("agents", "owner_agent_id", target="agent_id"),
)

contact_numbers = tenant_table(
    "contact_numbers",
    ("number_hash",),
    Column("number_hash", LargeBinary, nullable=False),
    Column("contact_id", Id(ids.CONTACT), nullable=False),
    Column("number_sealed", LargeBinary, nullable=False),
    Column("ordinal", SmallInteger, nullable=False),
    belongs("contacts", "contact_id"),
    Index("ix_contact_numbers_contact", "workspace_id", "contact_id"),
)

contact_words = tenant_table(
    "contact_words",
    ("word_hash", "contact_id"),
    Column("word_hash", LargeBinary, nullable=False),
    Column("contact_id", Id(ids.CONTACT), nullable=False),
    belongs("contacts", "contact_id"),
    Index("ix_contact_words_contact", "workspace_id", "contact_id"),
)

callback_numbers = tenant_table(
    "callback_numbers",
    ("interaction_id",),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("contact_id", Id(ids.CONTACT), nullable=False),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("number_sealed", LargeBinary, nullable=False),
    moment("created_at", default_now=True),
    belongs("contacts", "contact_id"),
    belongs("data_keys", "key_id"),
    comment="Where a callback, an interaction that goes out, is owed to",
)

follow_ups_done = tenant_table(
    "follow_ups_done",
    ("interaction_id",),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("user_id", Id(ids.USER), nullable=False),
    moment("done_at", default_now=True),
    belongs("users", "user_id"),
    comment="Abandoned calls that somebody has followed up; which are to be, the interactions tell",
)

notes = tenant_table(
    "notes",
    ("note_id",),
    Column("note_id", Id(ids.NOTE), nullable=False),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("user_id", Id(ids.USER), nullable=False),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("text_sealed", LargeBinary, nullable=False),
    moment("created_at", default_now=True),
    belongs("data_keys", "key_id"),
    belongs("users", "user_id"),
    Index("ix_notes_interaction", "workspace_id", "interaction_id"),
)

note_drafts = tenant_table(
    "note_drafts",
    ("interaction_id", "user_id"),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("user_id", Id(ids.USER), nullable=False),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("text_sealed", LargeBinary, nullable=False),
    moment("updated_at", default_now=True),
    belongs("data_keys", "key_id"),
    belongs("users", "user_id"),
)

call_forms = tenant_table(
    "call_forms",
    ("interaction_id",),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("entries_sealed", LargeBinary, nullable=False),
    moment("updated_at", default_now=True),
    belongs("data_keys", "key_id"),
    comment="What agents filled in about an interaction",
)

interaction_keys = tenant_table(
    "interaction_keys",
    ("interaction_id",),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    belongs("data_keys", "key_id"),
    comment="The key of what was written about an interaction whose caller is not known",
)

owner_answers = tenant_table(
    "owner_answers",
    ("note_id",),
    Column("note_id", Id(ids.NOTE), nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    moment("decided_at", default_now=True),
    belongs("notes", "note_id"),
    comment="What has been decided about answers of clients' owners, which are notes",
)

call_data = tenant_table(
    "call_data",
    ("interaction_id",),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("values_sealed", LargeBinary, nullable=False),
    moment("kept_at", default_now=True),
    belongs("data_keys", "key_id"),
    Index("ix_call_data_kept", "workspace_id", "kept_at"),
    comment="What a caller entered and services told, for a brain that starts while the call is up",
)
