ALTER TABLE projects ADD COLUMN whisper_prompt_id UUID;
ALTER TABLE projects ADD CONSTRAINT fk_projects_workspace_id_whisper_prompt_id FOREIGN KEY(workspace_id, whisper_prompt_id) REFERENCES prompts (workspace_id, prompt_id);
UPDATE installation SET schema_number = 33;
