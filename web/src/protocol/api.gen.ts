// Made by `npm run generate` from the server's definitions. Do not edit.

export interface paths {
    "/api/v1/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Announcements
         * @description The newest fifty, also those that are over.
         */
        get: operations["list_announcements"];
        put?: never;
        /**
         * Begin Announcement
         * @description Switch it on: the next caller hears it. Nothing begins where a text cannot be spoken.
         */
        post: operations["begin_announcement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/announcements/on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Announcements That Are On
         * @description What callers are told now.
         */
        get: operations["list_announcements_that_are_on"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/announcements/{announcement_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Announcement
         * @description End it now; nothing where it is over.
         */
        delete: operations["end_announcement"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tokens
         * @description All tokens of the workspace, without their secrets.
         */
        get: operations["list_tokens"];
        put?: never;
        /**
         * Make Token
         * @description A new token. A program cannot make one for itself.
         */
        post: operations["make_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Token
         * @description It works no longer, from now on; a live socket that it opened is closed.
         */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/aside-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Aside Groups
         * @description Whom the reader may ask about this call, those at their desks first. Nobody, where it is not the reader's call.
         */
        get: operations["list_aside_groups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/asides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Asides
         * @description Without an interaction the open ones of the reader's team and calls; else all of the interaction that the reader may read.
         */
        get: operations["list_asides"];
        put?: never;
        /**
         * Ask Aside
         * @description Ask a team about the call that one is in. 409 where the call is over or too much is open.
         */
        post: operations["ask_aside"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/asides/{aside_id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer Aside
         * @description Answer, or ask further. Committed when this is answered.
         */
        post: operations["answer_aside"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/asides/{aside_id}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Aside Seen
         * @description The reader has read so many lines.
         */
        put: operations["set_aside_seen"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/asides/{aside_id}/solved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Aside Solved
         * @description It is answered: who is in the call says so, or who oversees.
         */
        put: operations["set_aside_solved"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Audit
         * @description The audit trail: what people and their programs did to others' work, and what they looked at.
         */
        get: operations["read_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Blocks
         * @description All entries, or those with these digits or words.
         */
        get: operations["list_blocks"];
        put?: never;
        /**
         * Make Block
         * @description Keep a caller out from now on. What an agent asks for blocks nobody until who oversees puts it in force; an agent names a call, no number.
         */
        post: operations["make_block"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks/{block_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Block
         * @description Let the caller through again.
         */
        delete: operations["remove_block"];
        options?: never;
        head?: never;
        /**
         * Change Block
         * @description Put it in force, or change its reason and dates.
         */
        patch: operations["change_block"];
        trace?: never;
    };
    "/api/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make Call
         * @description Call somebody: one's own phone rings, answering by itself, then theirs. Refused while one is in another call.
         */
        post: operations["make_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Call Choices
         * @description What a dial field needs.
         */
        get: operations["read_call_choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Clients */
        get: operations["list_clients"];
        put?: never;
        /** Create Clients */
        post: operations["create_clients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Clients */
        get: operations["read_clients"];
        put?: never;
        post?: never;
        /** Remove Clients */
        delete: operations["remove_clients"];
        options?: never;
        head?: never;
        /** Change Clients */
        patch: operations["change_clients"];
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find Contacts
         * @description Contacts by a number, or by whole words of a name.
         */
        get: operations["find_contacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{contact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Contact
         * @description One card.
         */
        get: operations["read_contact"];
        put?: never;
        post?: never;
        /**
         * Erase Contact
         * @description Destroy the key under which this person's card and notes are kept, and delete their recordings. It cannot be undone.
         *
         *     Nobody calls them back any more.
         */
        delete: operations["erase_contact"];
        options?: never;
        head?: never;
        /**
         * Change Contact
         * @description Change a card.
         */
        patch: operations["change_contact"];
        trace?: never;
    };
    "/api/v1/contacts/{contact_id}/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Contact Interactions
         * @description This person's earlier interactions, newest first.
         */
        get: operations["list_contact_interactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dispositions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Dispositions */
        get: operations["list_dispositions"];
        put?: never;
        /** Create Dispositions */
        post: operations["create_dispositions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dispositions/{disposition_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Dispositions */
        get: operations["read_dispositions"];
        put?: never;
        post?: never;
        /** Remove Dispositions */
        delete: operations["remove_dispositions"];
        options?: never;
        head?: never;
        /** Change Dispositions */
        patch: operations["change_dispositions"];
        trace?: never;
    };
    "/api/v1/figures/callbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Callback Figures
         * @description Newest day first; days and queues without callbacks are left out. At most 92 days.
         */
        get: operations["callback_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Owner Figures
         * @description Newest day first; days and projects without introductions are left out. At most 92 days.
         */
        get: operations["owner_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Queue Figures
         * @description Newest day first; days and queues without callers are left out. Yesterday as today: a visit counts on the day it was offered. At most
         *     92 days.
         */
        get: operations["queue_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flow-services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Services
         * @description Their names and kinds; where they are and how they are signed in to, nobody is told.
         */
        get: operations["list_services"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Flows
         * @description All flows by name, without their documents.
         */
        get: operations["list_flows"];
        put?: never;
        /**
         * Create Flow
         * @description A new flow, without a document.
         */
        post: operations["create_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Flow
         * @description Read and validate a document without publishing it.
         */
        post: operations["check_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Simulate
         * @description Let a simulated caller go one step through a document. Refused where the document is not even a flow.
         */
        post: operations["simulate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Flow Head
         * @description One flow.
         */
        get: operations["read_flow_head"];
        put?: never;
        post?: never;
        /**
         * Remove Flow
         * @description A flow that no number and no published flow leads to.
         */
        delete: operations["remove_flow"];
        options?: never;
        head?: never;
        /**
         * Change Flow
         * @description Call it otherwise.
         */
        patch: operations["change_flow"];
        trace?: never;
    };
    "/api/v1/flows/{flow_id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Draft
         * @description What is being drawn. Its revision is its ETag, "0" where there is none.
         */
        get: operations["read_draft"];
        /**
         * Save Draft
         * @description Keep what is being drawn, whether or not it may be published. Refused when somebody else saved since.
         */
        put: operations["save_draft"];
        post?: never;
        /**
         * Discard Draft
         * @description Nothing is being drawn any more: it was published, or given up.
         */
        delete: operations["discard_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow_id}/traffic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Traffic
         * @description How the calls of a period went: how often each way, how many stand where now, and where callers hung up.
         */
        get: operations["read_traffic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow_id}/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Trial
         * @description A number that plays this document, and a telephone for this page that may call it, both for a quarter of an hour.
         */
        post: operations["begin_trial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Flow Versions
         * @description Published documents, newest first.
         */
        get: operations["list_flow_versions"];
        put?: never;
        /**
         * Publish Flow
         * @description Upload a document: the next call that comes runs on it. Refused with all its problems, each with its node.
         */
        post: operations["publish_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow_id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Flow Version
         * @description One published document.
         */
        get: operations["read_flow_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Follow Ups
         * @description Those to be called, or those done, of the last week; an agent sees those of the queues that it serves.
         */
        get: operations["list_follow_ups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{interaction_id}/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call Follow Up
         * @description Call the caller back: one's own phone rings, then the customer's. Refused while one is not ready and free.
         */
        post: operations["call_follow_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{interaction_id}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Finish Follow Up
         * @description Somebody has seen to it. Said twice, it is done once.
         */
        put: operations["finish_follow_up"];
        post?: never;
        /**
         * Reopen Follow Up
         * @description It is to be done after all.
         */
        delete: operations["reopen_follow_up"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Groups */
        get: operations["list_groups"];
        put?: never;
        /** Create Groups */
        post: operations["create_groups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Groups */
        get: operations["read_groups"];
        put?: never;
        post?: never;
        /** Remove Groups */
        delete: operations["remove_groups"];
        options?: never;
        head?: never;
        /** Change Groups */
        patch: operations["change_groups"];
        trace?: never;
    };
    "/api/v1/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Hours */
        get: operations["list_hours"];
        put?: never;
        /** Create Hours */
        post: operations["create_hours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hours/{hours_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Hours */
        get: operations["read_hours"];
        put?: never;
        post?: never;
        /** Remove Hours */
        delete: operations["remove_hours"];
        options?: never;
        head?: never;
        /** Change Hours */
        patch: operations["change_hours"];
        trace?: never;
    };
    "/api/v1/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Interactions
         * @description Newest first. Agents see their own.
         */
        get: operations["list_interactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell Export
         * @description Keep in the audit that a list was made into a file. The page asks before it gives the file to its reader.
         */
        post: operations["tell_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Interaction
         * @description One interaction.
         */
        get: operations["read_interaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/disposition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Correct Disposition
         * @description Say, once the interaction is over, what it was about: agents of their own on the same day, who oversees of all at any time. Committed
         *     when this is answered.
         */
        put: operations["correct_disposition"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Form
         * @description The form of the interaction's project, and what was filled in.
         */
        get: operations["read_form"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Write Form
         * @description Fill in fields: agents of calls that they have, or had within a day, or were asked to; who oversees of all. Committed when this is answered.
         */
        patch: operations["write_form"];
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/note-draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Save Note Draft
         * @description Keep what is being typed, for this person.
         */
        put: operations["save_note_draft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write Note
         * @description Keep a note. Committed when this is answered; the draft is gone.
         */
        post: operations["write_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/owner-answers/{note_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Decide Owner Answer
         * @description Say what becomes of an answer. Committed when this is answered.
         */
        put: operations["decide_owner_answer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/recording/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause Recording
         * @description Record silence until it is resumed, whoever the caller is brought to, or the call ends; for a `form` two minutes at most, and not when the
         *     caller is brought to somebody else. An agent for the own call, for a `form` also for one in whose talk it is, who oversees for any. The call on the
         *     live socket tells when the switch has done it: `paused_since`, and `pausing` no more.
         */
        post: operations["pause_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/recording/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume Recording
         * @description Go on recording.
         */
        post: operations["resume_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interaction_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Timeline
         * @description Every event of the interaction as code, parameters, and words in the reader's language.
         */
        get: operations["read_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/listening-phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Listening Phone
         * @description Make this page the telephone by which one is in on calls (`listen`); one's older page has it no more. It can dial nothing.
         */
        post: operations["open_listening_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Mail Settings
         * @description By which server mail goes out.
         */
        get: operations["read_mail_settings"];
        /**
         * Change Mail Settings
         * @description Set it up. A password is never sent unprotected.
         */
        put: operations["change_mail_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail-settings/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Test Mail
         * @description Send a mail now by what is set up, and tell what came of it. Kept in the audit.
         */
        post: operations["send_test_mail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Me
         * @description Who is signed in.
         */
        get: operations["read_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Me
         * @description Change one's own choices; what is not named stays.
         */
        patch: operations["change_me"];
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Password
         * @description Choose a new password; every session of this person ends, and this browser gets a new one.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Numbers */
        get: operations["list_numbers"];
        put?: never;
        /** Create Numbers */
        post: operations["create_numbers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/numbers/{number_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Numbers */
        get: operations["read_numbers"];
        put?: never;
        post?: never;
        /** Remove Numbers */
        delete: operations["remove_numbers"];
        options?: never;
        head?: never;
        /** Change Numbers */
        patch: operations["change_numbers"];
        trace?: never;
    };
    "/api/v1/numbers/{number_id}/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Ways
         * @description Where callers of this number may come to wait, by its flow's published version.
         */
        get: operations["list_ways"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/own-prompts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Own Prompts
         * @description All prompts of the workspace's own, by name.
         */
        get: operations["list_own_prompts"];
        put?: never;
        /**
         * Create Own Prompt
         * @description Typed texts are spoken at once; refused where one cannot be, with its language.
         */
        post: operations["create_own_prompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/own-prompts/{prompt_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Own Prompt
         * @description One prompt.
         */
        get: operations["read_own_prompt"];
        put?: never;
        post?: never;
        /**
         * Remove Own Prompt
         * @description What is published goes on saying it; refused where a project names it.
         */
        delete: operations["remove_own_prompt"];
        options?: never;
        head?: never;
        /**
         * Change Own Prompt
         * @description What is published says what it said; flows say the new when they are published again.
         */
        patch: operations["change_own_prompt"];
        trace?: never;
    };
    "/api/v1/owner-answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Owner Answers
         * @description Owners' answers of the last 92 days, newest first, at most 200; those of erased customers are gone.
         */
        get: operations["list_owner_answers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Owners */
        get: operations["list_owners"];
        put?: never;
        /** Create Owners */
        post: operations["create_owners"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/owners/{owner_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Owners */
        get: operations["read_owners"];
        put?: never;
        post?: never;
        /** Remove Owners */
        delete: operations["remove_owners"];
        options?: never;
        head?: never;
        /** Change Owners */
        patch: operations["change_owners"];
        trace?: never;
    };
    "/api/v1/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Phone
         * @description Make this page the agent's telephone; another page that had it is told. Works while the brain is away.
         */
        post: operations["open_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/phone-book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Phone Book
         * @description All entries that one may call.
         */
        get: operations["list_phone_book"];
        put?: never;
        /**
         * Add Entry
         * @description Add somebody to one's own book; to a shared one who oversees. 409 where the book has the number already.
         */
        post: operations["add_entry"];
        /**
         * Empty Phone Book
         * @description Remove all entries of one's own book; of a shared one who oversees.
         */
        delete: operations["empty_phone_book"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/phone-book/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Phone Book
         * @description Add what stands in a file; lines that make no entry are told by their number, and the others are added.
         */
        post: operations["import_phone_book"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/phone-book/{entry_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change Entry */
        put: operations["change_entry"];
        post?: never;
        /** Remove Entry */
        delete: operations["remove_entry"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Projects */
        get: operations["list_projects"];
        put?: never;
        /** Create Projects */
        post: operations["create_projects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Projects */
        get: operations["read_projects"];
        put?: never;
        post?: never;
        /** Remove Projects */
        delete: operations["remove_projects"];
        options?: never;
        head?: never;
        /** Change Projects */
        patch: operations["change_projects"];
        trace?: never;
    };
    "/api/v1/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Promises
         * @description Open and overdue ones by their due times, others newest first. `q`: whole words of what was promised or to whom, a name, a number, a
         *     conversation's reference.
         */
        get: operations["list_promises"];
        put?: never;
        /**
         * Make Promise
         * @description Promise something to a client or a customer of a conversation. Committed when this is answered.
         */
        post: operations["make_promise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promises/{promise_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Promise
         * @description One promise.
         */
        get: operations["read_promise"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promises/{promise_id}/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail Promise Again
         * @description Send the mail that tells it once more, where it did not go out: who may say that it is kept.
         */
        post: operations["mail_promise_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promises/{promise_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Promise State
         * @description Say that it is kept or cancelled, or open after all: who made it, who has to see to it, and who oversees.
         */
        put: operations["set_promise_state"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Prompts
         * @description Everything that a flow can say.
         */
        get: operations["list_prompts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompts/{code}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Prompt Audio
         * @description WAV, 8 kHz.
         */
        get: operations["read_prompt_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Queues */
        get: operations["list_queues"];
        put?: never;
        /** Create Queues */
        post: operations["create_queues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues/{queue_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Queues */
        get: operations["read_queues"];
        put?: never;
        post?: never;
        /** Remove Queues */
        delete: operations["remove_queues"];
        options?: never;
        head?: never;
        /** Change Queues */
        patch: operations["change_queues"];
        trace?: never;
    };
    "/api/v1/reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Reasons */
        get: operations["list_reasons"];
        put?: never;
        /** Create Reasons */
        post: operations["create_reasons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reasons/{reason_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Reasons */
        get: operations["read_reasons"];
        put?: never;
        post?: never;
        /** Remove Reasons */
        delete: operations["remove_reasons"];
        options?: never;
        head?: never;
        /** Change Reasons */
        patch: operations["change_reasons"];
        trace?: never;
    };
    "/api/v1/recordings/{recording_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Audio
         * @description WAV, 8 kHz; of a conversation in stereo, the caller left, the agent right.
         */
        get: operations["read_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{recording_id}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Peaks
         * @description What the waveform is drawn from.
         */
        get: operations["read_peaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routing/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Probe
         * @description Who would get this caller now. Changes nothing.
         */
        post: operations["probe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routing/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Targets
         * @description Colleagues, queues and flows to which the agent may transfer a call, as they are now.
         */
        get: operations["list_targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routing/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Waiting
         * @description Who waits whom the agent may pull, oldest first.
         */
        get: operations["list_waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/segment-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count Segment Numbers */
        get: operations["count_segment_numbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Segments */
        get: operations["list_segments"];
        put?: never;
        /** Create Segments */
        post: operations["create_segments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/segments/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Number
         * @description Which segment a caller from this number would be in now.
         */
        post: operations["try_number"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/segments/{caller_segment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Segments */
        get: operations["read_segments"];
        put?: never;
        post?: never;
        /** Remove Segments */
        delete: operations["remove_segments"];
        options?: never;
        head?: never;
        /** Change Segments */
        patch: operations["change_segments"];
        trace?: never;
    };
    "/api/v1/segments/{caller_segment_id}/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List Numbers In Segment
         * @description Put numbers on the segment's list; who has them belongs to it by `listed`. Lines without a number are left out and told.
         */
        post: operations["list_numbers_in_segment"];
        /**
         * Empty Segment
         * @description Take all numbers off the segment's list.
         */
        delete: operations["empty_segment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign In
         * @description Sign in by name and password; sets the session's cookie.
         */
        post: operations["sign_in"];
        /**
         * Sign Out
         * @description End this session. An agent who has no other is offline then, unless in a call.
         */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description One's own sessions, newest first.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Session
         * @description End one of one's own sessions: its pages are signed out at once.
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Settings
         * @description The workspace's own settings.
         */
        get: operations["read_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Settings
         * @description Change some.
         */
        patch: operations["change_settings"];
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Setup
         * @description What is there, and what is left to do before the first call.
         */
        get: operations["read_setup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shift-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Shift Checks
         * @description One's own; another's for who oversees.
         */
        get: operations["list_shift_checks"];
        put?: never;
        /**
         * Keep Shift Check
         * @description Keep what one has measured.
         */
        post: operations["keep_shift_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Sites */
        get: operations["list_sites"];
        put?: never;
        /** Create Sites */
        post: operations["create_sites"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{site_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Sites */
        get: operations["read_sites"];
        put?: never;
        post?: never;
        /** Remove Sites */
        delete: operations["remove_sites"];
        options?: never;
        head?: never;
        /** Change Sites */
        patch: operations["change_sites"];
        trace?: never;
    };
    "/api/v1/skill-levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Levels
         * @description Change many agents' levels together. When somebody else has changed one of them meanwhile, nothing is changed: 412 names the `user`.
         */
        patch: operations["change_levels"];
        trace?: never;
    };
    "/api/v1/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Skills */
        get: operations["list_skills"];
        put?: never;
        /** Create Skills */
        post: operations["create_skills"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/skills/{skill_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Skills */
        get: operations["read_skills"];
        put?: never;
        post?: never;
        /** Remove Skills */
        delete: operations["remove_skills"];
        options?: never;
        head?: never;
        /** Change Skills */
        patch: operations["change_skills"];
        trace?: never;
    };
    "/api/v1/sms-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Sms Settings
         * @description By which gateway text messages go out.
         */
        get: operations["read_sms_settings"];
        /**
         * Change Sms Settings
         * @description Set it up. Text messages that wait go out by it.
         */
        put: operations["change_sms_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sms-settings/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Test Text
         * @description Send a text by what is set up; it counts as every other. What becomes of it is told by its id. Kept in the audit.
         */
        post: operations["send_test_text"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sms-settings/tests/{text_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Test Text
         * @description What became of a text that was sent as a test.
         */
        get: operations["read_test_text"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sms-settings/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Sms Today
         * @description What became of the texts of the last 24 hours.
         */
        get: operations["read_sms_today"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take Sound
         * @description Take a recording, a WAV of at most five minutes: it becomes what a telephone carries, as loud as all others.
         */
        post: operations["take_sound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sounds/{sound}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Sound
         * @description A sound of this workspace's, as callers hear it. What a name stands for never changes.
         */
        get: operations["read_sound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Voices
         * @description What can be spoken here, and whether speech is understood.
         */
        get: operations["list_voices"];
        put?: never;
        /**
         * Listen To Text
         * @description How a typed text sounds. Nothing of it is kept.
         */
        post: operations["listen_to_text"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Teams */
        get: operations["list_teams"];
        put?: never;
        /** Create Teams */
        post: operations["create_teams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{team_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Teams */
        get: operations["read_teams"];
        put?: never;
        post?: never;
        /** Remove Teams */
        delete: operations["remove_teams"];
        options?: never;
        head?: never;
        /** Change Teams */
        patch: operations["change_teams"];
        trace?: never;
    };
    "/api/v1/trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Trunks */
        get: operations["list_trunks"];
        put?: never;
        /** Create Trunks */
        post: operations["create_trunks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trunks/{trunk_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Trunks */
        get: operations["read_trunks"];
        put?: never;
        post?: never;
        /** Remove Trunks */
        delete: operations["remove_trunks"];
        options?: never;
        head?: never;
        /** Change Trunks */
        patch: operations["change_trunks"];
        trace?: never;
    };
    "/api/v1/trunks/{trunk_id}/spending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Trunk Spending
         * @description What calls by it have come to in the workspace's day and month.
         */
        get: operations["read_trunk_spending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trunks/{trunk_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Trunk Status
         * @description How it is now: registered, rejected and why, its server reachable or not, or known by a certificate that is not taken.
         */
        get: operations["read_trunk_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trunks/{trunk_id}/test-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Test Call
         * @description Call a number by this trunk; who answers is hung up at once. It obeys the limits of calls to the outside.
         */
        post: operations["begin_test_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trunks/{trunk_id}/test-calls/{test_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Test Call
         * @description How it went.
         */
        get: operations["read_test_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/try/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Try Numbers
         * @description The numbers that a caller at /try can dial. Demo only.
         */
        get: operations["try_numbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/try/phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Try Phone
         * @description A caller's telephone for one tab: it may dial the demo's numbers and expires. Demo only.
         */
        post: operations["open_try_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Users
         * @description Everybody, by sign-in name.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * Create User
         * @description A new person.
         */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read User
         * @description One person.
         */
        get: operations["read_user"];
        put?: never;
        post?: never;
        /**
         * Remove User
         * @description They can no longer sign in; what the log says of them stays.
         */
        delete: operations["remove_user"];
        options?: never;
        head?: never;
        /**
         * Change User
         * @description Change a person. A new password, other roles, or disabling ends their sessions.
         */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/v1/users/{user_id}/desk-phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make Desk Phone
         * @description Give an agent's desk phone a new password. Works while the brain is away.
         */
        post: operations["make_desk_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End User Sessions
         * @description Sign a person out everywhere. An agent is offline then, unless in a call.
         */
        delete: operations["end_user_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List What Ifs
         * @description What was asked, newest first; the oldest are forgotten.
         */
        get: operations["list_what_ifs"];
        put?: never;
        /**
         * Ask What If
         * @description Ask; a worker answers when those asked before are done.
         */
        post: operations["ask_what_if"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/what-if/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read What If */
        get: operations["read_what_if"];
        put?: never;
        post?: never;
        /**
         * Forget What If
         * @description Forget a question that is answered, failed or cancelled.
         */
        delete: operations["forget_what_if"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/what-if/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel What If
         * @description One that waits is cancelled at once, one under way a moment later; one that is over stays as it is.
         */
        post: operations["cancel_what_if"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AgentLevels
         * @description What is to be changed of one agent: skill id to level, null to take the skill away. `version` is the user's that was read.
         */
        AgentLevels: {
            /** Levels */
            levels: {
                [key: string]: number | null;
            };
            /** User Id */
            user_id: string;
            /** Version */
            version: number;
        };
        /** AnnouncementList */
        AnnouncementList: {
            /** Items */
            items: components["schemas"]["AnnouncementView"][];
        };
        /**
         * AnnouncementView
         * @description `on`: callers hear it. `ended_at`: somebody ended it before its time.
         */
        AnnouncementView: {
            /** Announcement Id */
            announcement_id: string;
            /** Ended At */
            ended_at: string | null;
            /** Ended By Name */
            ended_by_name: string | null;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Made By Name */
            made_by_name: string | null;
            /** On */
            on: boolean;
            /** Said */
            said: {
                [key: string]: components["schemas"]["SayingView"];
            };
            /**
             * Target
             * @enum {string}
             */
            target: "all" | "flow" | "project" | "number" | "queue";
            /** Target Id */
            target_id: string;
            /** To Waiting */
            to_waiting: boolean;
        };
        /**
         * AnswerDecision
         * @description `kept` for the knowledge base, or `dropped`; `new` takes that back.
         */
        AnswerDecision: {
            /**
             * State
             * @enum {string}
             */
            state: "new" | "kept" | "dropped";
        };
        /**
         * AnswerView
         * @description The day as it `really` was, `replayed` unchanged, and `changed`. `left_out`: visits that are in none of them (nobody logged in, closed). `rules_changed`: queues
         *     or people have been changed since that day, and it was replayed by those of now. `people`: how many agents were ready on that day.
         */
        AnswerView: {
            changed: components["schemas"]["ToldView"];
            /** Left Out */
            left_out: number;
            /** People */
            people: number;
            really: components["schemas"]["ToldView"];
            replayed: components["schemas"]["ToldView"];
            /** Rules Changed */
            rules_changed: boolean;
        };
        /** AsideGroupList */
        AsideGroupList: {
            /** Items */
            items: components["schemas"]["AsideGroupView"][];
        };
        /**
         * AsideGroupView
         * @description A team that may be asked about a call; `online`: how many of it are at their desks.
         */
        AsideGroupView: {
            /** Name */
            name: string;
            /** Online */
            online: number;
            /** Team Id */
            team_id: string;
        };
        /**
         * AsideLineView
         * @description `text` is null once the contact was erased.
         */
        AsideLineView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Author */
            author: string | null;
            /** Line Id */
            line_id: string;
            /** Text */
            text: string | null;
            /** User Id */
            user_id: string;
        };
        /**
         * AsideList
         * @description The oldest first.
         */
        AsideList: {
            /** Items */
            items: components["schemas"]["AsideView"][];
        };
        /**
         * AsideView
         * @description A question and what was written to it. `own_call`: the reader asked it, or talks in this call. `unread`: lines of others that the
         *     reader has not read. `over_at`: it was solved, or its call has ended.
         */
        AsideView: {
            /** Aside Id */
            aside_id: string;
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** Asked By */
            asked_by: string;
            /** Asker */
            asker: string | null;
            /** Interaction Id */
            interaction_id: string;
            /** Lines */
            lines: components["schemas"]["AsideLineView"][];
            /** May Write */
            may_write: boolean;
            /** Over At */
            over_at: string | null;
            /** Own Call */
            own_call: boolean;
            /** Project Name */
            project_name: string | null;
            /** Short Ref */
            short_ref: string;
            /** Team Id */
            team_id: string;
            /** Team Name */
            team_name: string | null;
            /** Unread */
            unread: number;
        };
        /**
         * AskedFieldView
         * @description A field of the project's form, its `label` in the reader's language.
         */
        AskedFieldView: {
            /** Choices */
            choices: string[];
            /**
             * Kind
             * @enum {string}
             */
            kind: "text" | "number" | "date" | "choice" | "yes_no" | "card";
            /** Label */
            label: string;
            /** Name */
            name: string;
            /** Required */
            required: boolean;
        };
        /**
         * AuditItem
         * @description `type` is an event's type or an access such as `recording.listened`; `actor_name` where it is a person still here.
         */
        AuditItem: {
            /** Actor Id */
            actor_id: string | null;
            /** Actor Kind */
            actor_kind: string;
            /** Actor Name */
            actor_name: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Object Id */
            object_id: string | null;
            /** On Behalf Of */
            on_behalf_of: string | null;
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /** Type */
            type: string;
        };
        /**
         * AuditPage
         * @description Newest first. `next` goes back as `cursor`.
         */
        AuditPage: {
            /** Items */
            items: components["schemas"]["AuditItem"][];
            /** Next */
            next: string | null;
        };
        /** BlockList */
        BlockList: {
            /** Items */
            items: components["schemas"]["BlockView"][];
        };
        /**
         * BlockPatch
         * @description What is named is changed. `state` `on` puts in force what an agent has asked for.
         */
        BlockPatch: {
            /** Ends At */
            ends_at?: string | null;
            /**
             * Reason
             * @default -
             */
            reason: string;
            /** Review At */
            review_at?: string | null;
            /**
             * State
             * @default on
             * @enum {string}
             */
            state: "asked" | "on";
        };
        /**
         * BlockView
         * @description `over`: its end has come. `due`: somebody is to look whether it is still needed.
         */
        BlockView: {
            /** Block Id */
            block_id: string;
            /** Due */
            due: boolean;
            /** Ends At */
            ends_at: string | null;
            /** Interaction Id */
            interaction_id: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "number" | "prefix" | "withheld";
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Made By Name */
            made_by_name: string | null;
            /** Over */
            over: boolean;
            /** Reason */
            reason: string;
            /** Review At */
            review_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "asked" | "on";
            /** Value */
            value: string;
            /** Version */
            version: number;
        };
        /**
         * Calendar
         * @description Opening hours in an IANA zone. Days that are not named are closed; so are the public holidays of the countries named, but where a
         *     date has hours of its own.
         */
        Calendar: {
            /**
             * Exceptions
             * @default []
             */
            exceptions: components["schemas"]["ExceptionDay"][];
            /**
             * Holidays
             * @default []
             */
            holidays: string[];
            /** Weekly */
            weekly: {
                [key: string]: components["schemas"]["Interval"][];
            };
            /** Zone */
            zone: string;
        };
        /**
         * CallCare
         * @description `hold_limit_s`: after so long on hold at once the caller is offered a callback, and agent and supervisors are told (null: never);
         *     `park_s`: after so long a parked call goes back to who parked it. `cut_off`: who is cut off by a fault of the line is called back at once. `offers_messages`: voice messages are put before its
         *     agents, after all callers, to be dealt with within `message_target_s`. `messages_to`: the address that is told by mail when one has come.
         */
        CallCare: {
            /**
             * Cut Off
             * @default false
             */
            cut_off: boolean;
            /** Hold Limit S */
            hold_limit_s?: number | null;
            /**
             * Message Target S
             * @default 3600
             */
            message_target_s: number;
            /**
             * Messages To
             * @default
             */
            messages_to: string;
            /**
             * Offers Messages
             * @default false
             */
            offers_messages: boolean;
            /**
             * Park S
             * @default 120
             */
            park_s: number;
        };
        /** CallCareView */
        CallCareView: {
            /** Cut Off */
            cut_off: boolean;
            /** Hold Limit S */
            hold_limit_s: number | null;
            /** Message Target S */
            message_target_s: number;
            /** Messages To */
            messages_to: string;
            /** Offers Messages */
            offers_messages: boolean;
            /** Park S */
            park_s: number;
        };
        /**
         * CallChoices
         * @description For whom one may call, and whom one has called last, newest first.
         */
        CallChoices: {
            /** Last */
            last: components["schemas"]["Called"][];
            /** Projects */
            projects: components["schemas"]["ProjectToCall"][];
        };
        /**
         * CallFormView
         * @description `fields` are asked for now, `entries` were filled in, among them those of fields that are asked for no more. `may_write`: whether the reader may.
         *     `erased`: the contact was, and with it what had been filled in.
         */
        CallFormView: {
            /** Entries */
            entries: components["schemas"]["FormEntryView"][];
            /** Erased */
            erased: boolean;
            /** Fields */
            fields: components["schemas"]["AskedFieldView"][];
            /** May Write */
            may_write: boolean;
        };
        /**
         * CallbackDayView
         * @description A queue's callbacks on one day of the workspace's zone. `asked` on that day; the others count on the day they ended: `kept`, of these
         *     `late`; `failed`, nobody was reached in time; `cancelled`, taken back because the caller called again, was helped otherwise, or somebody
         *     said so.
         */
        CallbackDayView: {
            /** Asked */
            asked: number;
            /** Cancelled */
            cancelled: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Failed */
            failed: number;
            /** Kept */
            kept: number;
            /** Late */
            late: number;
            /** Queue Id */
            queue_id: string;
            /** Queue Name */
            queue_name: string | null;
        };
        /** CallbackDays */
        CallbackDays: {
            /** Items */
            items: components["schemas"]["CallbackDayView"][];
        };
        /**
         * CallbackPlan
         * @description How the queue calls back who asks for it: `attempts` at most, `pause_s` between them, ringing for `ring_s`, within the opening hours
         *     `hours_id`, and not later than `keeps_s` after it was asked for. `mode`: who is rung first.
         */
        CallbackPlan: {
            /**
             * Attempts
             * @default 3
             */
            attempts: number;
            /** Hours Id */
            hours_id?: string | null;
            /**
             * Keeps S
             * @default 86400
             */
            keeps_s: number;
            /**
             * Mode
             * @default agent_first
             * @enum {string}
             */
            mode: "agent_first" | "customer_first";
            /**
             * Pause S
             * @default 300
             */
            pause_s: number;
            /**
             * Ring S
             * @default 30
             */
            ring_s: number;
        };
        /** CallbackPlanView */
        CallbackPlanView: {
            /** Attempts */
            attempts: number;
            /** Hours Id */
            hours_id: string | null;
            /** Keeps S */
            keeps_s: number;
            /**
             * Mode
             * @enum {string}
             */
            mode: "agent_first" | "customer_first";
            /** Pause S */
            pause_s: number;
            /** Ring S */
            ring_s: number;
        };
        /**
         * Called
         * @description Somebody whom one has called.
         */
        Called: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Contact Id */
            contact_id: string;
            /** Name */
            name: string | null;
            /** Number */
            number: string;
        };
        /**
         * CallerSegmentChange
         * @description What the workspace calls some of its callers. A caller belongs to the first segment that fits, by `place`.
         */
        CallerSegmentChange: {
            /** Name */
            name?: string;
            /** Place */
            place?: number;
            rule?: components["schemas"]["Rule"];
        };
        /** CallerSegmentView */
        CallerSegmentView: {
            /** Caller Segment Id */
            caller_segment_id: string;
            /** Name */
            name: string;
            /** Place */
            place: number;
            rule: components["schemas"]["Rule"];
            /** Version */
            version: number;
        };
        /**
         * CallerView
         * @description Who called, as far as it is known. `number` is the contact's first.
         */
        CallerView: {
            /** Contact Id */
            contact_id: string;
            /** Erased */
            erased: boolean;
            /** Name */
            name: string | null;
            /** Number */
            number: string | null;
        };
        /**
         * ClientChange
         * @description `email`: where messages for it are mailed to.
         */
        ClientChange: {
            /** Email */
            email?: string;
            /** Name */
            name?: string;
        };
        /** ClientView */
        ClientView: {
            /** Client Id */
            client_id: string;
            /** Email */
            email: string;
            /** Name */
            name: string;
            /** Version */
            version: number;
        };
        /**
         * ContactPatch
         * @description What is named is changed; `numbers` replaces all.
         */
        ContactPatch: {
            /** Comment */
            comment?: string | null;
            /** Company */
            company?: string | null;
            /** Email */
            email?: string | null;
            /** Key Customer */
            key_customer?: boolean;
            /** Language */
            language?: string | null;
            /** Name */
            name?: string | null;
            /** Numbers */
            numbers?: string[];
            /** Owner Agent Id */
            owner_agent_id?: string | null;
        };
        /**
         * ContactView
         * @description A card. An erased contact has no values left. `owner_agent_id` has the account (`owner_name`); a `key_customer` may wait longer for whom it
         *     prefers.
         */
        ContactView: {
            /** Comment */
            comment: string | null;
            /** Company */
            company: string | null;
            /** Contact Id */
            contact_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string | null;
            /** Erased */
            erased: boolean;
            /** Key Customer */
            key_customer: boolean;
            /** Language */
            language: string | null;
            /** Name */
            name: string | null;
            /** Numbers */
            numbers: string[];
            /** Owner Agent Id */
            owner_agent_id: string | null;
            /** Owner Name */
            owner_name: string | null;
            /** Version */
            version: number;
        };
        /**
         * Correction
         * @description What the conversation was about.
         */
        Correction: {
            /** Disposition Id */
            disposition_id: string;
        };
        /**
         * DeskPhone
         * @description What a SIP telephone is set up with. The password is new each time, is shown once, and puts an end to the one before.
         */
        DeskPhone: {
            /** Password */
            password: string;
            /**
             * Server
             * @example 192.0.2.10:5060
             */
            server: string;
            /** User */
            user: string;
        };
        /**
         * DispositionChange
         * @description A wrap-up code: what an agent types, and what it means; for one project, or for all.
         */
        DispositionChange: {
            /** Code */
            code?: string;
            /** Effective */
            effective?: boolean;
            /** Name */
            name?: string;
            /** Project Id */
            project_id?: string | null;
        };
        /** DispositionView */
        DispositionView: {
            /** Code */
            code: string;
            /** Disposition Id */
            disposition_id: string;
            /** Effective */
            effective: boolean;
            /** Name */
            name: string;
            /** Project Id */
            project_id: string | null;
            /** Version */
            version: number;
        };
        /**
         * DraftForm
         * @description `base` is the published version that it began from, 0 for none.
         */
        DraftForm: {
            /** Base */
            base: number;
            /**
             * Document
             * @description A flow as docs/flow.schema.json describes it.
             */
            document: {
                [key: string]: unknown;
            };
        };
        /**
         * DraftView
         * @description `revision` 0 and no document where nothing is being drawn. `saved_by` is a person's name.
         */
        DraftView: {
            /** Base */
            base: number;
            /** Document */
            document: {
                [key: string]: unknown;
            } | null;
            /** Flow Id */
            flow_id: string;
            /** Revision */
            revision: number;
            /** Saved At */
            saved_at: string | null;
            /** Saved By */
            saved_by: string | null;
        };
        /**
         * Emptied
         * @description How many entries the book had.
         */
        Emptied: {
            /** Removed */
            removed: number;
        };
        /** EntryFields */
        EntryFields: {
            /** Name */
            name: string;
            /**
             * Note
             * @default
             */
            note: string;
            /** Number */
            number: string;
        };
        /**
         * EntryList
         * @description By name.
         */
        EntryList: {
            /** Items */
            items: components["schemas"]["EntryView"][];
        };
        /**
         * EntryView
         * @description `may_change`: by the reader.
         */
        EntryView: {
            /** Entry Id */
            entry_id: string;
            /** May Change */
            may_change: boolean;
            /** Name */
            name: string;
            /** Note */
            note: string;
            /** Number */
            number: string;
            /** Queue Id */
            queue_id: string | null;
            /**
             * Scope
             * @enum {string}
             */
            scope: "own" | "team" | "queue" | "house";
            /** Team Id */
            team_id: string | null;
        };
        /**
         * EstimateView
         * @description A mean over runs, and by how much it may be off with 95 % confidence (null for what happened once).
         */
        EstimateView: {
            /** Mean */
            mean: number;
            /** Within */
            within: number | null;
        };
        /**
         * ExceptionDay
         * @description A date that has hours of its own; none at all is a holiday.
         */
        ExceptionDay: {
            /**
             * Date
             * Format: date
             */
            date: string;
            /**
             * Hours
             * @default []
             */
            hours: components["schemas"]["Interval"][];
        };
        /**
         * ExportMade
         * @description A list that is about to leave as a file: how many rows, and the filters by their names.
         */
        ExportMade: {
            /** Filters */
            filters?: {
                [key: string]: string;
            };
            /** Rows */
            rows: number;
        };
        /**
         * ExtraSkill
         * @description A skill that the flow asks for besides the queue's own.
         */
        ExtraSkill: {
            /**
             * Level
             * @default 1
             */
            level: number;
            /** Skill Id */
            skill_id: string;
        };
        /**
         * FaultyRowView
         * @description A line, from 1, that made no entry.
         */
        FaultyRowView: {
            /**
             * Code
             * @enum {string}
             */
            code: "name_missing" | "number_wrong" | "too_long" | "too_many";
            /** Row */
            row: number;
        };
        /**
         * FieldProblem
         * @description What is wrong with one field of the request. `field` is its path, such as `skills.0.level`; "" is the whole.
         */
        FieldProblem: {
            /** Code */
            code: string;
            /** Field */
            field: string;
            /**
             * Params
             * @default {}
             */
            params: {
                [key: string]: string | number | null;
            };
        };
        /** FlowChange */
        FlowChange: {
            /** Name */
            name: string;
        };
        /**
         * FlowProblem
         * @description What is wrong with a document. `node` is null where the whole is meant; `words` are in the reader's language.
         */
        FlowProblem: {
            /** Code */
            code: string;
            /** Node */
            node: string | null;
            /** Params */
            params: {
                [key: string]: string | number;
            };
            /**
             * Severity
             * @enum {string}
             */
            severity: "error" | "warning";
            /** Words */
            words: string;
        };
        /**
         * FlowProblems
         * @description All findings, errors first; `usable` when none of them is an error.
         */
        FlowProblems: {
            /** Problems */
            problems: components["schemas"]["FlowProblem"][];
            /** Usable */
            usable: boolean;
        };
        /**
         * FlowVersionView
         * @description One published document.
         */
        FlowVersionView: {
            /**
             * Document
             * @description A flow as docs/flow.schema.json describes it.
             */
            document: {
                [key: string]: unknown;
            };
            /** Flow Id */
            flow_id: string;
            /** Name */
            name: string;
            /** Published At */
            published_at: string | null;
            /** Published By */
            published_by: string | null;
            /** Version */
            version: number;
        };
        /**
         * FlowView
         * @description A flow without its documents. `published` is the newest version's number, 0 before the first.
         */
        FlowView: {
            /** Flow Id */
            flow_id: string;
            /** Name */
            name: string;
            /** Published */
            published: number;
            /** Version */
            version: number;
        };
        /**
         * FollowUpCall
         * @description The interaction that goes out.
         */
        FollowUpCall: {
            /** Interaction Id */
            interaction_id: string;
        };
        /** FollowUpList */
        FollowUpList: {
            /** Items */
            items: components["schemas"]["FollowUpView"][];
        };
        /**
         * FollowUpView
         * @description A caller who waited and gave up at `at`. `number` is null where the caller's card has none.
         */
        FollowUpView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Contact Id */
            contact_id: string;
            /** Done At */
            done_at: string | null;
            /** Done By */
            done_by: string | null;
            /** Interaction Id */
            interaction_id: string;
            /** Name */
            name: string | null;
            /** Number */
            number: string | null;
            /** Queue Id */
            queue_id: string;
            /** Queue Name */
            queue_name: string | null;
            /** Short Ref */
            short_ref: string;
            /** Waited Ms */
            waited_ms: number;
        };
        /**
         * FormEntryView
         * @description What stands in a field, called as when it was filled in; `author` wrote it last. Of a `card` four digits, of a `date` ISO 8601.
         */
        FormEntryView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Author */
            author: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "text" | "number" | "date" | "choice" | "yes_no" | "card";
            /** Label */
            label: string;
            /** Name */
            name: string;
            /** Value */
            value: string | number | boolean;
        };
        /** FormFieldView */
        FormFieldView: {
            /** Choices */
            choices: string[];
            /**
             * Kind
             * @enum {string}
             */
            kind: "text" | "number" | "date" | "choice" | "yes_no" | "card";
            /** Label */
            label: string;
            /** Labels */
            labels: {
                [key: string]: string;
            };
            /** Name */
            name: string;
            /** Required */
            required: boolean;
        };
        /**
         * FormWritten
         * @description Values by field: text, a number, a date ("2026-01-31"), one of the choices, true or false; of a card the last four digits, and never the number. null
         *     empties a field. Fields that are not named stay as they are; of two who write in one, the last is right.
         */
        FormWritten: {
            /** Values */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * GroupChange
         * @description A backup group: its members, named or by team, take callers only while a ring of a queue calls the group.
         */
        GroupChange: {
            /** Agent Ids */
            agent_ids?: string[];
            /** Name */
            name?: string;
            /** Team Ids */
            team_ids?: string[];
        };
        /** GroupView */
        GroupView: {
            /** Agent Ids */
            agent_ids: string[];
            /** Group Id */
            group_id: string;
            /** Name */
            name: string;
            /** Team Ids */
            team_ids: string[];
            /** Version */
            version: number;
        };
        /**
         * Happening
         * @description One thing that the flow asked for: `say` has the prompt and its words, `hear` the `phrases` that may be said (none where a number is), `queue` the queue, `report` a code of the catalogue,
         *     `ask` the question to a service and the variables that its answer is to fill, `act` what would be done (`deed`), and the number or address.
         */
        Happening: {
            /** Because */
            because?: string | null;
            /** Code */
            code?: string | null;
            /** Deed */
            deed?: ("ring" | "mail" | "sms" | "owners" | "callback") | null;
            /** Keys */
            keys?: string[] | null;
            /** Language */
            language?: string | null;
            /** Number */
            number?: number | null;
            /** Phrases */
            phrases?: string[] | null;
            /** Prompt */
            prompt?: string | null;
            /** Question */
            question?: string | null;
            /** Queue Id */
            queue_id?: string | null;
            /** Results */
            results?: string[] | null;
            /** Seconds */
            seconds?: number | null;
            /** Text */
            text?: string | null;
            /** To */
            to?: string | null;
            /**
             * Type
             * @enum {string}
             */
            type: "answer" | "say" | "keys" | "timer" | "queue" | "record" | "ask" | "act" | "survey" | "music" | "hang_up" | "report" | "hear";
        };
        /** HoursChange */
        HoursChange: {
            document?: components["schemas"]["Calendar"];
            /** Name */
            name?: string;
        };
        /** HoursView */
        HoursView: {
            document: components["schemas"]["Calendar"];
            /** Hours Id */
            hours_id: string;
            /** Name */
            name: string;
            /** Version */
            version: number;
        };
        /**
         * IceServer
         * @description As RTCPeerConnection takes it.
         */
        IceServer: {
            /** Credential */
            credential?: string | null;
            /** Urls */
            urls: string;
            /** Username */
            username?: string | null;
        };
        /**
         * Import
         * @description Lines of name, number and note, apart by commas, semicolons or tabs.
         */
        Import: {
            /** Queue Id */
            queue_id?: string | null;
            /**
             * Scope
             * @default own
             * @enum {string}
             */
            scope: "own" | "team" | "queue" | "house";
            /** Team Id */
            team_id?: string | null;
            /** Text */
            text: string;
        };
        /**
         * Imported
         * @description `known`: numbers that the book has already.
         */
        Imported: {
            /** Added */
            added: number;
            /** Faults */
            faults: components["schemas"]["FaultyRowView"][];
            /** Known */
            known: number;
        };
        /**
         * InteractionItem
         * @description One interaction in a list, with names beside ids. `result` is null while it is up.
         */
        InteractionItem: {
            /** Acw Ms */
            acw_ms: number;
            /** Agent Id */
            agent_id: string | null;
            /** Agent Name */
            agent_name: string | null;
            /** Answered At */
            answered_at: string | null;
            caller: components["schemas"]["CallerView"] | null;
            /** Channel */
            channel: string;
            /** Client Id */
            client_id: string | null;
            /** Client Name */
            client_name: string | null;
            /** Direction */
            direction: string;
            /** Disposition Id */
            disposition_id: string | null;
            /** Disposition Name */
            disposition_name: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string | null;
            /** Hold Ms */
            hold_ms: number;
            /** Interaction Id */
            interaction_id: string;
            /** Project Id */
            project_id: string | null;
            /** Project Name */
            project_name: string | null;
            /** Queue Id */
            queue_id: string | null;
            /** Queue Name */
            queue_name: string | null;
            /** Recordings */
            recordings: number;
            /** Result */
            result: string | null;
            /** Segments */
            segments: number;
            /** Short Ref */
            short_ref: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Talk Ms */
            talk_ms: number;
            /** Via Fallback */
            via_fallback: boolean;
            /** Waited Ms */
            waited_ms: number;
        };
        /**
         * InteractionView
         * @description One interaction with all that belongs to it. `note_draft` is the reader's own unsaved note. `may_correct`: whether the reader may say
         *     anew what it was about.
         */
        InteractionView: {
            /** Acw Ms */
            acw_ms: number;
            /** Agent Id */
            agent_id: string | null;
            /** Agent Name */
            agent_name: string | null;
            /** Answered At */
            answered_at: string | null;
            /** Audio */
            audio: components["schemas"]["RecordingView"][];
            caller: components["schemas"]["CallerView"] | null;
            /** Channel */
            channel: string;
            /** Client Id */
            client_id: string | null;
            /** Client Name */
            client_name: string | null;
            /** Direction */
            direction: string;
            /** Disposition Id */
            disposition_id: string | null;
            /** Disposition Name */
            disposition_name: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string | null;
            /** Hold Ms */
            hold_ms: number;
            /** Interaction Id */
            interaction_id: string;
            /** May Correct */
            may_correct: boolean;
            /** Note Draft */
            note_draft: string | null;
            /** Notes */
            notes: components["schemas"]["NoteView"][];
            /** Parts */
            parts: components["schemas"]["SegmentView"][];
            /** Project Id */
            project_id: string | null;
            /** Project Name */
            project_name: string | null;
            /** Queue Id */
            queue_id: string | null;
            /** Queue Name */
            queue_name: string | null;
            /** Recordings */
            recordings: number;
            /** Result */
            result: string | null;
            /** Segments */
            segments: number;
            /** Short Ref */
            short_ref: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Talk Ms */
            talk_ms: number;
            /** Via Fallback */
            via_fallback: boolean;
            /** Waited Ms */
            waited_ms: number;
        };
        /**
         * Interval
         * @description Open from `opens` to just before `closes`; a `closes` not after `opens` is on the next day.
         */
        Interval: {
            /** Closes */
            closes: string;
            /** Opens */
            opens: string;
        };
        JsonValue: unknown;
        /**
         * LevelsForm
         * @description Each agent stands once.
         */
        LevelsForm: {
            /** Changes */
            changes: components["schemas"]["AgentLevels"][];
        };
        /**
         * LevelsSaved
         * @description The people who were changed, as they are now.
         */
        LevelsSaved: {
            /** Items */
            items: components["schemas"]["UserView"][];
        };
        /**
         * AgentView
         * @description Collection `agents`; also the single entity `me` of a desk. `since` is when this state (presence, reason, activity) began.
         *
         *         `helps` tells how it came to the call that is offered or goes on: of a backup group, or lent by another project. `rest_until`: a limit
         *         (`rest_for`) keeps it from callers until then; `rest_may_end`: the agent may end that sooner. `guest`: it is in a colleague's call as a third
         *         party, and talks.
         */
        LiveAgentView: {
            /** @enum {unknown} */
            activity: "consulting" | "hold" | "idle" | "offered" | "resting" | "talking" | "wrapping_up";
            agent_id: string;
            /** @default false */
            guest: boolean;
            helps: ("backup" | "lent") | null;
            interaction_id: string | null;
            misses: number;
            name: string;
            phone: boolean;
            phone_session_id: string | null;
            /** @enum {unknown} */
            presence: "not_ready" | "offline" | "ready";
            project_ids: string[];
            queue_id: string | null;
            reason: string | null;
            rest_for: ("breather" | "occupancy") | null;
            rest_may_end: boolean;
            rest_until: string | null;
            since: string;
            site_id: string | null;
            skills: {
                [key: string]: number;
            };
            team_id: string | null;
            with_name: string | null;
        };
        /**
         * AlertView
         * @description Collection `alerts`: what needs a hand now. `code` with parameters is worded at the screen.
         */
        LiveAlertView: {
            alert_id: string;
            code: string;
            level: string;
            params: {
                [key: string]: unknown;
            };
            since: string;
        };
        /**
         * Away
         * @description The brain is away: figures are old from here, the phone still works. A Hello and snapshots follow when it is back.
         */
        LiveAway: {
            since: string;
            /** @enum {unknown} */
            type: "away";
        };
        /**
         * CallFollowUp
         * @description An agent calls somebody who gave up: `interaction_id`, as `callback_id`, under which the edge has kept the number.
         */
        LiveCallFollowUp: {
            agent_id: string;
            callback_id: string;
            contact_id: string;
            interaction_id: string;
            /** @default null */
            number_id: string | null;
            queue_id: string;
            /** @enum {unknown} */
            type: "call_follow_up";
        };
        /**
         * CallMessage
         * @description The agent has heard the voice message that it answers, and calls who has left it.
         */
        LiveCallMessage: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "call_message";
        };
        /**
         * CallParty
         * @description The agent in this call calls somebody else; the caller hears music meanwhile. Exactly one of a colleague, a queue (whoever of its own
         *         people has been free the longest) and a number outside. Who answers in a conference joins it.
         */
        LiveCallParty: {
            agent_id: string;
            interaction_id: string;
            /** @default null */
            number: string | null;
            /** @default null */
            queue_id: string | null;
            /** @default null */
            to_agent_id: string | null;
            /** @enum {unknown} */
            type: "call_party";
        };
        /**
         * CallView
         * @description Collection `calls`: an interaction that is up, or in an agent's wrap-up.
         *
         *         `state`: flow, waiting, offered, callback (it waits, the customer is not on the line), dialling (the customer is being rung), message (the agent hears the voice message that it answers), talking, hold, lost (the agent's leg is being restored), voicemail, ending, wrapping_up.
         *         transferring (the agent has let the caller go to somebody who is being rung), outside (the caller talks to somebody outside, without an agent), parked (the caller hears music, for whoever picks the call up).
         *         On a desk it is what the call is to that agent: offered also where a colleague calls, wrapping_up also while another talks.
         *         `paused_since`: nothing is recorded since then; `pausing` until the switch has said so.
         *         `hold_over`: the caller has been on hold for too long. `hand_since`: the agent asks who oversees for help.
         *         `data`: what the caller has entered, and what services told of it, by the flow's names.
         *         `overseen`: somebody who oversees is in on it, as far as the agent may know.
         *         `owners`: how many of the client's own are on the call-out list of its project.
         *         `ways`: how somebody who oversees may be in on it now, and whether one who is may take it over.
         *         `flow_name` and `step` (of the type `step_type`) tell where in its flow the caller is.
         *         `parked_at`: the place at which it is parked.
         *         `greeting`: what its agent, or on a desk that one, says first for the project, with the names filled in. `say_recorded`: it is the agent, too, who tells who is
         *         called that the call is recorded.
         *         `caller_segment`: what the workspace calls such callers.
         *         `from_name` let the caller go last, or asks the reader to come. `answered_at` is when the caller first came to a person: a leg that was lost and restored does not change it.
         */
        LiveCallView: {
            agent_id: string | null;
            agent_name: string | null;
            answered_at: string | null;
            callback: components["schemas"]["LiveCallbackView"] | null;
            caller_name: string | null;
            caller_number: string;
            caller_segment: string | null;
            client_name: string | null;
            contact_id: string | null;
            contact_known: boolean;
            data: {
                [key: string]: string;
            };
            /** @enum {unknown} */
            direction: "in" | "out";
            entered_queue_at: string | null;
            flow_name: string | null;
            from_name: string | null;
            greeting: string | null;
            hand_since: string | null;
            hold_ms: number;
            hold_over: boolean;
            hold_since: string | null;
            interaction_id: string;
            introduction: components["schemas"]["LiveIntroductionView"] | null;
            keys: string;
            language: string;
            message: components["schemas"]["LiveMessageView"] | null;
            number: string;
            offer_deadline: string | null;
            offer_id: string | null;
            overseen: ("join" | "listen" | "whisper") | null;
            owners: number;
            parked_at: number | null;
            parties: components["schemas"]["LivePartyView"][];
            paused_since: string | null;
            pausing: boolean;
            priority: number;
            project_id: string | null;
            project_name: string | null;
            queue_id: string | null;
            queue_name: string | null;
            recording: boolean;
            say_recorded: boolean;
            segment_id: string | null;
            short_ref: string;
            since: string;
            started_at: string;
            state: string;
            step: string | null;
            step_type: string | null;
            transfers: number;
            waited_ms: number | null;
            ways: ("join" | "listen" | "take_over" | "whisper")[];
            why: {
                [key: string]: unknown;
            } | null;
            wrap_up_deadline: string | null;
        };
        /**
         * CallbackView
         * @description Of a call that goes back: whose wait it ends. `again_at`: not before then; `attempts` begun so far; `answered`: the customer is on the
         *         line. `promised_by` is when nine in ten would have been answered.
         */
        LiveCallbackView: {
            again_at: string | null;
            answered: boolean;
            asked_at: string;
            attempts: number;
            keeps_until: string;
            /** @enum {unknown} */
            mode: "agent_first" | "customer_first";
            promised_by: string | null;
            waiting_since: string | null;
        };
        /**
         * CancelCallback
         * @description A supervisor takes back a callback that has not been kept yet.
         */
        LiveCancelCallback: {
            interaction_id: string;
            /** @enum {unknown} */
            type: "cancel_callback";
        };
        LiveClientFrame: components["schemas"]["LiveSubscribe"] | components["schemas"]["LiveUnsubscribe"] | components["schemas"]["LiveCommand"] | components["schemas"]["LivePing"];
        /**
         * CloseMessage
         * @description The agent has dealt with the voice message without a call.
         */
        LiveCloseMessage: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "close_message";
        };
        /**
         * Command
         * @description `id` is the idempotency key (a UUID made by the page); a repeated id gets the first answer again.
         */
        LiveCommand: {
            command: components["schemas"]["LiveSetPresence"] | components["schemas"]["LiveDeal"] | components["schemas"]["LivePull"] | components["schemas"]["LiveCallMessage"] | components["schemas"]["LiveCloseMessage"] | components["schemas"]["LiveDeclineOffer"] | components["schemas"]["LiveHangUp"] | components["schemas"]["LiveHold"] | components["schemas"]["LiveResume"] | components["schemas"]["LiveExtendWrapUp"] | components["schemas"]["LiveFinishWrapUp"] | components["schemas"]["LiveEndRest"] | components["schemas"]["LivePhoneOpened"] | components["schemas"]["LivePhoneReady"] | components["schemas"]["LiveCancelCallback"] | components["schemas"]["LiveForgetCallback"] | components["schemas"]["LiveCallFollowUp"] | components["schemas"]["LivePlaceCall"] | components["schemas"]["LiveCallParty"] | components["schemas"]["LiveTransfer"] | components["schemas"]["LiveCompleteTransfer"] | components["schemas"]["LiveSwapParties"] | components["schemas"]["LiveJoinAll"] | components["schemas"]["LiveTakeBack"] | components["schemas"]["LivePark"] | components["schemas"]["LivePickUp"] | components["schemas"]["LiveMuteParty"] | components["schemas"]["LiveRemoveParty"] | components["schemas"]["LiveIntroduceOwner"] | components["schemas"]["LiveOwnerSaid"] | components["schemas"]["LiveListen"] | components["schemas"]["LiveStopListening"] | components["schemas"]["LiveTakeOver"] | components["schemas"]["LivePauseRecording"] | components["schemas"]["LiveRaiseHand"] | components["schemas"]["LiveResumeRecording"] | components["schemas"]["LiveTryTrunk"];
            id: string;
            /** @enum {unknown} */
            type: "command";
        };
        /**
         * CompleteTransfer
         * @description The agent leaves; `party_id`, or a colleague in the call, or whoever else is, goes on with the caller. One who is still being rung
         *         gets the caller on answering.
         */
        LiveCompleteTransfer: {
            agent_id: string;
            interaction_id: string;
            /** @default null */
            party_id: string | null;
            /** @enum {unknown} */
            type: "complete_transfer";
        };
        /**
         * Deal
         * @description A supervisor puts a caller who waits before this agent, whatever queues and skills say.
         */
        LiveDeal: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "deal";
        };
        /** DeclineOffer */
        LiveDeclineOffer: {
            agent_id: string;
            offer_id: string;
            /** @enum {unknown} */
            type: "decline_offer";
        };
        /**
         * Delta
         * @description Changes that lead from `seq - 1` to `seq` of this topic. A gap or another epoch means: subscribe again.
         */
        LiveDelta: {
            changes: (components["schemas"]["LivePut"] | components["schemas"]["LiveRemove"])[];
            epoch: string;
            seq: number;
            topic: string;
            /** @enum {unknown} */
            type: "delta";
        };
        /**
         * EndRest
         * @description An agent whom a limit keeps from callers wants the next one now; refused where the limit does not let it.
         */
        LiveEndRest: {
            agent_id: string;
            /** @enum {unknown} */
            type: "end_rest";
        };
        /** ExtendWrapUp */
        LiveExtendWrapUp: {
            agent_id: string;
            interaction_id: string;
            /** @default 60 */
            seconds: number;
            /** @enum {unknown} */
            type: "extend_wrap_up";
        };
        /**
         * FinishWrapUp
         * @description `note_id` names a note already kept (POST /api/v1/interactions/{id}/notes); acknowledged only when committed.
         *
         *         Without `then` the agent's presence stays as it was chosen.
         */
        LiveFinishWrapUp: {
            agent_id: string;
            /** @default null */
            disposition_id: string | null;
            interaction_id: string;
            /** @default null */
            note_id: string | null;
            /** @default null */
            reason: string | null;
            /** @default null */
            then: ("not_ready" | "ready") | null;
            /** @enum {unknown} */
            type: "finish_wrap_up";
        };
        /**
         * ForgetCallback
         * @description Who is owed this callback has been erased, and the number with them (the edge says so).
         */
        LiveForgetCallback: {
            interaction_id: string;
            /** @enum {unknown} */
            type: "forget_callback";
        };
        /**
         * HangUp
         * @description The only way an agent at a browser ends a call.
         */
        LiveHangUp: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "hang_up";
        };
        /**
         * Hello
         * @description First frame. `epoch` changes when the brain restarts; `server_time` lets the page correct its clock.
         */
        LiveHello: {
            epoch: string;
            server_time: string;
            /** @enum {unknown} */
            type: "hello";
        };
        /** Hold */
        LiveHold: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "hold";
        };
        /**
         * IntroduceOwner
         * @description The agent in this call has the client's owners rung, one after another, while the caller hears music. Who answers hears the agent; then
         *         `complete_transfer`, `join_all`, `owner_said` or `take_back`.
         */
        LiveIntroduceOwner: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "introduce_owner";
        };
        /**
         * IntroductionView
         * @description The client's owners are being rung for this call: `rung` of `listed`, `owner_name` the last one. `answered_since`: one has answered, and
         *         what came of it is to be said; `unreached`: none has.
         */
        LiveIntroductionView: {
            answered_since: string | null;
            listed: number;
            owner_name: string | null;
            rings_s: number | null;
            rung: number;
            since: string;
            unreached: boolean;
        };
        /**
         * JoinAll
         * @description Everybody hears everybody: a conference, of ten at most.
         */
        LiveJoinAll: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "join_all";
        };
        /**
         * Listen
         * @description Who oversees is in on this call, wherever it is: heard by nobody (`listen`), by its agent (`whisper`) or by all who talk (`join`). Asked again, in
         *         another way; what a call admits now stands in its `ways`. It goes on to wherever the call goes, silently where nobody is there any more who was
         *         spoken to.
         *
         *         The asker's own phone (`POST /api/v1/listening-phone`) is rung.
         */
        LiveListen: {
            interaction_id: string;
            /**
             * @default listen
             * @enum {unknown}
             */
            mode: "join" | "listen" | "whisper";
            /** @enum {unknown} */
            type: "listen";
        };
        /**
         * ListeningView
         * @description Collection `listening` of the board: somebody who oversees is in on a call, by leg; `up` once they hear it.
         */
        LiveListeningView: {
            interaction_id: string;
            leg_id: string;
            /** @enum {unknown} */
            mode: "join" | "listen" | "whisper";
            since: string;
            up: boolean;
            user_id: string;
        };
        /**
         * MessageView
         * @description The voice message that a call answers: `recording_id` of the conversation `interaction_id` in which it was left, to be seen to as `promise_id`.
         */
        LiveMessageView: {
            interaction_id: string;
            promise_id: string;
            recording_id: string;
        };
        /**
         * MuteParty
         * @description Nobody hears the party, or everybody again.
         */
        LiveMuteParty: {
            agent_id: string;
            interaction_id: string;
            muted: boolean;
            party_id: string;
            /** @enum {unknown} */
            type: "mute_party";
        };
        /**
         * Notice
         * @description Something to tell this person now: phone_taken_over, missed_calls_paused, state_changed_by_supervisor, call_restored, …
         */
        LiveNotice: {
            code: string;
            /** @default {} */
            params: {
                [key: string]: string | number | null;
            };
            /** @enum {unknown} */
            type: "notice";
        };
        /**
         * OwnerSaid
         * @description Back to the caller with what came of it. `note_id` names the owner's answer (POST /api/v1/interactions/{id}/notes), `promise_id` the message to
         *         the owner or the call back (POST /api/v1/promises): kept before this is asked. Acknowledged only when committed.
         */
        LiveOwnerSaid: {
            agent_id: string;
            interaction_id: string;
            /** @default null */
            note_id: string | null;
            /** @enum {unknown} */
            outcome: "answered" | "call_back" | "message";
            /** @default null */
            promise_id: string | null;
            /** @enum {unknown} */
            type: "owner_said";
        };
        /**
         * Park
         * @description The agent leaves the caller, who hears music, at a numbered place, for whoever picks the call up; what is noted of it is kept by the page
         *         before.
         */
        LivePark: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "park";
        };
        /**
         * PartyView
         * @description A third party of a call: a colleague, or (no `agent_id`) somebody outside, whose `number` is known until the brain restarts.
         */
        LivePartyView: {
            agent_id: string | null;
            by_name: string | null;
            /** @enum {unknown} */
            kind: "agent" | "outside";
            muted: boolean;
            name: string | null;
            number: string | null;
            party_id: string;
            /** @enum {unknown} */
            purpose: "consult" | "forward" | "owner" | "pick_up" | "reserve" | "return" | "transfer";
            since: string;
            /** @enum {unknown} */
            state: "held" | "joined" | "ringing";
        };
        /**
         * PauseRecording
         * @description Nothing of the call is recorded until it is resumed, as for card data. `agent_id` is whose call it is, or (`why` form)
         *         who is in its talk; None: who oversees asks.
         */
        LivePauseRecording: {
            agent_id: string | null;
            interaction_id: string;
            /** @enum {unknown} */
            type: "pause_recording";
            /**
             * @default button
             * @enum {unknown}
             */
            why: "api" | "button" | "form";
        };
        /**
         * PhoneOpened
         * @description A page of this agent has been given the phone (the edge says so when it hands out the secret).
         *
         *         Pages with another phone session are told that they lost it; a leg of the old page is hung up and its call kept.
         *         `interaction_id` is the call whose sound this page carries: only the page itself can tell whether it still is the one
         *         that a brain which has begun since knows from the log.
         */
        LivePhoneOpened: {
            agent_id: string;
            /** @default null */
            interaction_id: string | null;
            phone_session_id: string;
            /** @enum {unknown} */
            type: "phone_opened";
        };
        /**
         * PhoneReady
         * @description The page's phone has registered: a call that lost its browser rings here now, answering by itself.
         */
        LivePhoneReady: {
            agent_id: string;
            phone_session_id: string;
            /** @enum {unknown} */
            type: "phone_ready";
        };
        /**
         * PickUp
         * @description The agent takes a parked call: its phone rings, answering by itself.
         */
        LivePickUp: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "pick_up";
        };
        /** Ping */
        LivePing: {
            /** @enum {unknown} */
            type: "ping";
        };
        /**
         * PlaceCall
         * @description An agent calls somebody on its own account, for a queue's project: as `call_id`, under which the edge has kept the `number`.
         *         `number_id` is the one that is shown.
         */
        LivePlaceCall: {
            agent_id: string;
            call_id: string;
            contact_id: string;
            number: string;
            /** @default null */
            number_id: string | null;
            queue_id: string;
            /** @enum {unknown} */
            type: "place_call";
        };
        /** Pong */
        LivePong: {
            server_time: string;
            /** @enum {unknown} */
            type: "pong";
        };
        /**
         * Problem
         * @description A stable code and its parameters; the page has the words.
         */
        LiveProblem: {
            code: string;
            /** @default {} */
            params: {
                [key: string]: string | number | null;
            };
        };
        /**
         * Pull
         * @description An agent takes a caller who waits, of those whom it could be given by some ring (`GET /api/v1/routing/waiting`).
         */
        LivePull: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "pull";
        };
        /** Put */
        LivePut: {
            collection: string;
            id: string;
            /** @enum {unknown} */
            type: "put";
            value: unknown;
        };
        /**
         * QueueView
         * @description Collection `queues`. Figures are today's in the workspace's zone; `service_level` is None before the first result.
         *
         *         `expected_wait_s`: within which nine in ten who came now would be answered; of `quotes` so many were `quotes_kept`. Callbacks that wait are
         *         apart from callers on the line (`waiting`). Of `answered` so many were `transferred` at least once.
         */
        LiveQueueView: {
            abandoned: number;
            answered: number;
            answered_in_target: number;
            callbacks_asked: number;
            callbacks_failed: number;
            callbacks_kept: number;
            callbacks_late: number;
            callbacks_waiting: number;
            client_name: string;
            expected_wait_s: number | null;
            longest_since: string | null;
            name: string;
            offered: number;
            parked: number;
            project_name: string;
            queue_id: string;
            quotes: number;
            quotes_kept: number;
            ready: number;
            service_level: number | null;
            service_level_target: number;
            short_abandoned: number;
            staffed: number;
            talking: number;
            target_s: number;
            transferred: number;
            wait_sum_ms: number;
            waiting: number;
        };
        /**
         * RaiseHand
         * @description The agent in this call asks who oversees for help, or (`raised` false) takes it back.
         */
        LiveRaiseHand: {
            agent_id: string;
            interaction_id: string;
            /** @default true */
            raised: boolean;
            /** @enum {unknown} */
            type: "raise_hand";
        };
        /** Remove */
        LiveRemove: {
            collection: string;
            id: string;
            /** @enum {unknown} */
            type: "remove";
        };
        /**
         * RemoveParty
         * @description Hang up one who was called.
         */
        LiveRemoveParty: {
            agent_id: string;
            interaction_id: string;
            party_id: string;
            /** @enum {unknown} */
            type: "remove_party";
        };
        /**
         * Reply
         * @description The answer to a command. `problem` is None when it was done.
         */
        LiveReply: {
            id: string;
            /** @default null */
            problem: components["schemas"]["LiveProblem"] | null;
            /** @enum {unknown} */
            type: "reply";
        };
        /**
         * Resume
         * @description Back from hold.
         */
        LiveResume: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "resume";
        };
        /**
         * ResumeRecording
         * @description The recording goes on. A field of a form that was left (`why` form) ends only the pause that it has begun.
         */
        LiveResumeRecording: {
            agent_id: string | null;
            interaction_id: string;
            /** @enum {unknown} */
            type: "resume_recording";
            /**
             * @default button
             * @enum {unknown}
             */
            why: "api" | "button" | "form";
        };
        /**
         * RingsView
         * @description Collection `rings`: a queue that its pressure has opened beyond its own people, by queue. `rings` are numbers from 1; `groups` and
         *         `lenders` are ids of the backup groups and projects whose people may take its callers now.
         */
        LiveRingsView: {
            groups: string[];
            lenders: string[];
            project_id: string;
            queue_id: string;
            queue_name: string;
            rings: number[];
            since: string;
        };
        LiveServerFrame: components["schemas"]["LiveHello"] | components["schemas"]["LiveSnapshot"] | components["schemas"]["LiveDelta"] | components["schemas"]["LiveReply"] | components["schemas"]["LiveNotice"] | components["schemas"]["LiveAway"] | components["schemas"]["LivePong"];
        /** SetPresence */
        LiveSetPresence: {
            agent_id: string;
            /** @enum {unknown} */
            presence: "not_ready" | "offline" | "ready";
            /** @default null */
            reason: string | null;
            /** @enum {unknown} */
            type: "set_presence";
        };
        /**
         * Snapshot
         * @description The whole topic as of `seq`: collection → id → entity.
         */
        LiveSnapshot: {
            collections: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            epoch: string;
            seq: number;
            topic: string;
            /** @enum {unknown} */
            type: "snapshot";
        };
        /**
         * StopListening
         * @description Leave this call; without one, whichever it is (the edge says so when somebody else has ended the asker's sessions).
         */
        LiveStopListening: {
            /** @default null */
            interaction_id: string | null;
            /** @enum {unknown} */
            type: "stop_listening";
        };
        /**
         * Subscribe
         * @description Ask for a topic: `desk` (one's own; the edge makes it `desk:{agent_id}`) or `board`. Also used to resync: a snapshot follows.
         */
        LiveSubscribe: {
            topic: string;
            /** @enum {unknown} */
            type: "subscribe";
        };
        /**
         * SwapParties
         * @description From those who were called to the caller, or back; the others hear music.
         */
        LiveSwapParties: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "swap_parties";
        };
        /**
         * TakeBack
         * @description Back to the caller alone: the others are hung up.
         */
        LiveTakeBack: {
            agent_id: string;
            interaction_id: string;
            /** @enum {unknown} */
            type: "take_back";
        };
        /**
         * TakeOver
         * @description Who is in on this call, and is an agent, too, has it from now on: instead of its agent, or taken out of its flow, a queue, or from where it is
         *         parked.
         */
        LiveTakeOver: {
            interaction_id: string;
            /** @enum {unknown} */
            type: "take_over";
        };
        /**
         * TodayView
         * @description Single entity `today` of a desk: the agent's own figures so far today.
         */
        LiveTodayView: {
            acw_ms: number;
            handled: number;
            hold_ms: number;
            missed: number;
            ready_ms: number;
            talk_ms: number;
            transferred: number;
        };
        /**
         * Transfer
         * @description The agent lets the caller go without asking: exactly one of a colleague, a number outside, a queue (`front`: before all others) and a
         *         flow. Where nobody answers, the caller comes back to the agent, or goes to the front of the queue.
         */
        LiveTransfer: {
            agent_id: string;
            /** @default null */
            flow_id: string | null;
            /** @default false */
            front: boolean;
            interaction_id: string;
            /** @default null */
            number: string | null;
            /** @default null */
            queue_id: string | null;
            /** @default null */
            to_agent_id: string | null;
            /** @enum {unknown} */
            type: "transfer";
        };
        /**
         * TryTrunk
         * @description Call a number by this trunk, with this leg, to see whether it works.
         */
        LiveTryTrunk: {
            leg_id: string;
            number: string;
            trunk_id: string;
            /** @enum {unknown} */
            type: "try_trunk";
        };
        /** Unsubscribe */
        LiveUnsubscribe: {
            topic: string;
            /** @enum {unknown} */
            type: "unsubscribe";
        };
        /**
         * MailSettingsBody
         * @description `password` null: the one that is kept stays, for the same host and user.
         */
        MailSettingsBody: {
            /** Host */
            host: string;
            /** Password */
            password?: string | null;
            /** Port */
            port: number;
            /**
             * Security
             * @enum {string}
             */
            security: "tls" | "starttls" | "none";
            /** Sender */
            sender: string;
            /**
             * Sender Name
             * @default
             */
            sender_name: string;
            /**
             * Username
             * @default
             */
            username: string;
        };
        /**
         * MailSettingsView
         * @description `password_kept` tells that there is one; nobody can read it. Version 0: not set up.
         */
        MailSettingsView: {
            /** Host */
            host: string;
            /** Password Kept */
            password_kept: boolean;
            /** Port */
            port: number;
            /**
             * Security
             * @enum {string}
             */
            security: "tls" | "starttls" | "none";
            /** Sender */
            sender: string;
            /** Sender Name */
            sender_name: string;
            /** Username */
            username: string;
            /** Version */
            version: number;
        };
        /**
         * MailTried
         * @description `code` has words on the screen where it failed; `reason` is what the other server said.
         */
        MailTried: {
            /** Code */
            code: string | null;
            /** Reason */
            reason: string;
            /**
             * Verdict
             * @enum {string}
             */
            verdict: "sent" | "refused" | "later";
        };
        /**
         * MailView
         * @description What has become of the mail that tells it. `code` has words on the screen; `reason` is what the other server said.
         */
        MailView: {
            /** Attempts */
            attempts: number;
            /** Code */
            code: string | null;
            /** Next At */
            next_at: string | null;
            /** Reason */
            reason: string;
            /** Sent At */
            sent_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "sent" | "refused" | "failed";
            /** To */
            to: string;
        };
        /**
         * Me
         * @description `language` is null where the workspace's applies. `role` is the one that may do most of `roles`.
         */
        Me: {
            /** Agent Id */
            agent_id: string | null;
            /** Auto Answer */
            auto_answer: boolean;
            /** Language */
            language: string | null;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /**
             * Phone Kind
             * @enum {string}
             */
            phone_kind: "browser" | "desk";
            /**
             * Role
             * @enum {string}
             */
            role: "administrator" | "supervisor" | "agent";
            /** Roles */
            roles: ("administrator" | "supervisor" | "agent")[];
            /**
             * Theme
             * @enum {string}
             */
            theme: "system" | "light" | "dark";
            /** User Id */
            user_id: string;
            workspace: components["schemas"]["WorkspaceView"];
        };
        /**
         * MeChange
         * @description What a person may change of themselves.
         */
        MeChange: {
            /** Auto Answer */
            auto_answer?: boolean;
            /** Language */
            language?: string | null;
            /**
             * Theme
             * @enum {string}
             */
            theme?: "system" | "light" | "dark";
        };
        /**
         * MorePeople
         * @description So many more people who have just what the queue needs.
         */
        MorePeople: {
            /** Count */
            count: number;
            /**
             * From S
             * @description Seconds from the day's beginning.
             */
            from_s: number;
            /** Queue Id */
            queue_id: string;
            /**
             * To S
             * @description Seconds from the day's beginning.
             */
            to_s: number;
        };
        /**
         * Need
         * @description A skill that the agent must have, at this level or above.
         */
        Need: {
            /**
             * Level
             * @default 1
             */
            level: number;
            /** Skill Id */
            skill_id: string;
        };
        /**
         * NewAnnouncement
         * @description Callers of the target hear it from now until `ends_at`: before the flow, of a queue before they begin to wait; with `to_waiting` also who
         *     waits already. What is said is `said` by language, or one of the workspace's prompts; a caller hears at most two minutes of all that are on. Refused where callers of a language would hear nothing,
         *     unless `although_lacking`.
         */
        NewAnnouncement: {
            /**
             * Although Lacking
             * @default false
             */
            although_lacking: boolean;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Prompt Id */
            prompt_id?: string | null;
            /** Said */
            said?: {
                [key: string]: components["schemas"]["Saying"];
            };
            /**
             * Target
             * @enum {string}
             */
            target: "all" | "flow" | "project" | "number" | "queue";
            /**
             * Target Id
             * @default
             */
            target_id: string;
            /**
             * To Waiting
             * @default false
             */
            to_waiting: boolean;
        };
        /**
         * NewAsideBody
         * @description `aside_id` and `line_id` are chosen by who asks: the same ones again are the same question, not a second one.
         */
        NewAsideBody: {
            /** Aside Id */
            aside_id: string;
            /** Interaction Id */
            interaction_id: string;
            /** Line Id */
            line_id: string;
            /** Team Id */
            team_id: string;
            /** Text */
            text: string;
        };
        /**
         * NewBlock
         * @description `value`: a number, or for `prefix` how numbers begin, with a plus. Empty for `withheld`. Where `interaction_id` names the call whose
         *     caller is meant: which of the numbers of their card it is; empty: the first.
         */
        NewBlock: {
            /** Ends At */
            ends_at?: string | null;
            /** Interaction Id */
            interaction_id?: string | null;
            /**
             * Kind
             * @default number
             * @enum {string}
             */
            kind: "number" | "prefix" | "withheld";
            /** Reason */
            reason: string;
            /** Review At */
            review_at?: string | null;
            /**
             * Value
             * @default
             */
            value: string;
        };
        /**
         * NewCallerSegment
         * @description What the workspace calls some of its callers. A caller belongs to the first segment that fits, by `place`.
         */
        NewCallerSegment: {
            /** Name */
            name: string;
            /**
             * Place
             * @default 1
             */
            place: number;
            rule: components["schemas"]["Rule"];
        };
        /**
         * NewClient
         * @description `email`: where messages for it are mailed to.
         */
        NewClient: {
            /**
             * Email
             * @default
             */
            email: string;
            /** Name */
            name: string;
        };
        /**
         * NewDisposition
         * @description A wrap-up code: what an agent types, and what it means; for one project, or for all.
         */
        NewDisposition: {
            /** Code */
            code: string;
            /**
             * Effective
             * @default true
             */
            effective: boolean;
            /** Name */
            name: string;
            /** Project Id */
            project_id?: string | null;
        };
        /** NewEntry */
        NewEntry: {
            /** Name */
            name: string;
            /**
             * Note
             * @default
             */
            note: string;
            /** Number */
            number: string;
            /** Queue Id */
            queue_id?: string | null;
            /**
             * Scope
             * @default own
             * @enum {string}
             */
            scope: "own" | "team" | "queue" | "house";
            /** Team Id */
            team_id?: string | null;
        };
        /**
         * NewFlow
         * @description A flow has no document until one is uploaded.
         */
        NewFlow: {
            /** Name */
            name: string;
        };
        /**
         * NewFormField
         * @description Agents read `label`, or the one in their own language among `labels`. `name` is what programs call it: the same name is the same field.
         *     Of a `card` the last four digits are kept, and the recording is paused while it is filled in. `choices` are for a `choice`.
         */
        NewFormField: {
            /**
             * Choices
             * @default []
             */
            choices: string[];
            /**
             * Kind
             * @default text
             * @enum {string}
             */
            kind: "text" | "number" | "date" | "choice" | "yes_no" | "card";
            /** Label */
            label: string;
            /** Labels */
            labels?: {
                [key: string]: string;
            };
            /** Name */
            name: string;
            /**
             * Required
             * @default false
             */
            required: boolean;
        };
        /**
         * NewGroup
         * @description A backup group: its members, named or by team, take callers only while a ring of a queue calls the group.
         */
        NewGroup: {
            /**
             * Agent Ids
             * @default []
             */
            agent_ids: string[];
            /** Name */
            name: string;
            /**
             * Team Ids
             * @default []
             */
            team_ids: string[];
        };
        /** NewHours */
        NewHours: {
            document: components["schemas"]["Calendar"];
            /** Name */
            name: string;
        };
        /** NewLineBody */
        NewLineBody: {
            /** Line Id */
            line_id: string;
            /** Text */
            text: string;
        };
        /**
         * NewNote
         * @description `note_id` is chosen by who writes: the same one again is the same note, not a second one. (An Idempotency-Key is not looked at:
         *     what was written is kept sealed, in one place.)
         */
        NewNote: {
            /** Note Id */
            note_id?: string | null;
            /** Text */
            text: string;
        };
        /**
         * NewNumber
         * @description A number as the trunk delivers it. `trunk_id`: calls about its callers go out by that trunk, where it may take them. `stands_for`: the client's own
         *     numbers; who called one of them and was forwarded by a trusted trunk has called this number.
         */
        NewNumber: {
            /**
             * Demo
             * @default false
             */
            demo: boolean;
            /** Fallback Queue Id */
            fallback_queue_id?: string | null;
            /** Flow Id */
            flow_id: string;
            /**
             * Label
             * @default
             */
            label: string;
            /**
             * Language
             * @example en
             */
            language: string;
            /** Number */
            number: string;
            /** Project Id */
            project_id: string;
            /**
             * Stands For
             * @default []
             */
            stands_for: string[];
            /** Trunk Id */
            trunk_id?: string | null;
        };
        /**
         * NewOwnPrompt
         * @description `said` by language; a language that is left out is not spoken.
         */
        NewOwnPrompt: {
            /** Name */
            name: string;
            /** Said */
            said: {
                [key: string]: components["schemas"]["Saying"];
            };
        };
        /**
         * NewOwner
         * @description One entry of a project's call-out list. Of those who are there by `hours_id` (null: always) the lowest `place` is rung first, each for
         *     `rings_s`. `hears_machines`: a voicemail that answers is told from a person, and the next one is rung.
         */
        NewOwner: {
            /**
             * Hears Machines
             * @default true
             */
            hears_machines: boolean;
            /** Hours Id */
            hours_id?: string | null;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /**
             * Place
             * @default 1
             */
            place: number;
            /** Project Id */
            project_id: string;
            /**
             * Rings S
             * @default 20
             */
            rings_s: number;
        };
        /**
         * NewProject
         * @description `recording`: which talks are recorded, where their queue records: all, none, a share (`recording_share`, percent; all parts of a
         *     conversation, or none), or those whose caller has agreed (a flow sets the variable `recording_consent` to true; false is obeyed by every rule).
         *     Calls to the outside on its behalf show `shown_number` (null: the number that was called).
         *     `reserve` null: the team always answers. `owner_prompt_id`: what a caller hears before the music while the client's owner is rung.
         *     `whisper_prompt_id`: what an agent who answers is told, and nobody else hears (null: nothing).
         *     `greetings`: what an agent who answers reads aloud, by the caller's language; `{agent}`, `{project}` and `{caller}` are filled in.
         *     `says_recorded`: a caller whose talk is to be recorded is told so before that begins, once; who has not been told is not recorded.
         *     `form`: what agents fill in during calls, in this order.
         */
        NewProject: {
            /** Client Id */
            client_id: string;
            /**
             * Form
             * @default []
             */
            form: components["schemas"]["NewFormField"][];
            /** Greetings */
            greetings?: {
                [key: string]: string;
            };
            /** Name */
            name: string;
            /** Owner Prompt Id */
            owner_prompt_id?: string | null;
            /**
             * Recording
             * @default all
             * @enum {string}
             */
            recording: "all" | "none" | "share" | "consent";
            /**
             * Recording Beeps
             * @default false
             */
            recording_beeps: boolean;
            /**
             * Recording Share
             * @default 100
             */
            recording_share: number;
            reserve?: components["schemas"]["ReservePlan"] | null;
            /**
             * Says Recorded
             * @default false
             */
            says_recorded: boolean;
            /** Shown Number */
            shown_number?: string | null;
            /** Whisper Prompt Id */
            whisper_prompt_id?: string | null;
        };
        /**
         * NewQueue
         * @description `target_s`: answered within it counts for the service level; `service_level_target`: the share that should be.
         *
         *     Its own people have what it needs, in `teams` and at `sites` (none: any); `rings` let in others.
         *     Who calls waits `prefers_for_s` (a key customer `prefers_for_key_s`, where it is told) for those whom the queue `prefers`, the dearest first, if they
         *     are at work; then anybody may have the call.
         *     `announce_wait`: the expected wait is told with the place in line. `callback`: null where nobody can ask to be called back;
         *     `follow_up_after_s`: who gave up after waiting so long is to be called (null: nobody is).
         *     `language_level`: how well its people must speak the caller's language (null: it is not asked for); `in_site_hours`: they take callers only while
         *     it is working time at their site. `agent_choice`: which of several gets a caller; with `fastest` nobody is idle for longer than `idle_cap_s`
         *     while others get callers. `weight`: how much it counts where queues are weighed against each other (setting `caller_choice`). By `extension` desk
         *     phones call whoever is free in it.
         */
        NewQueue: {
            /**
             * Agent Choice
             * @default longest_idle
             * @enum {string}
             */
            agent_choice: "longest_idle" | "fastest";
            /**
             * Announce Place Every S
             * @default 30
             */
            announce_place_every_s: number;
            /**
             * Announce Wait
             * @default true
             */
            announce_wait: boolean;
            callback?: components["schemas"]["CallbackPlan"] | null;
            /**
             * @default {
             *       "cut_off": false,
             *       "message_target_s": 3600,
             *       "messages_to": "",
             *       "offers_messages": false,
             *       "park_s": 120
             *     }
             */
            care: components["schemas"]["CallCare"];
            /**
             * Extension
             * @default
             */
            extension: string;
            /** Follow Up After S */
            follow_up_after_s?: number | null;
            /**
             * Idle Cap S
             * @default 900
             */
            idle_cap_s: number;
            /**
             * In Site Hours
             * @default false
             */
            in_site_hours: boolean;
            /** Language Level */
            language_level?: number | null;
            /** Name */
            name: string;
            /**
             * Needs
             * @default []
             */
            needs: components["schemas"]["Need"][];
            /**
             * Offer Timeout S
             * @default 20
             */
            offer_timeout_s: number;
            /**
             * Prefers
             * @default []
             */
            prefers: ("owner" | "last_agent")[];
            /** Prefers For Key S */
            prefers_for_key_s?: number | null;
            /**
             * Prefers For S
             * @default 30
             */
            prefers_for_s: number;
            /** Project Id */
            project_id: string;
            /**
             * Record
             * @default true
             */
            record: boolean;
            /**
             * Rings
             * @default []
             */
            rings: components["schemas"]["QueueRing"][];
            /**
             * Service Level Target
             * @default 0.8
             */
            service_level_target: number;
            /**
             * Short Abandon S
             * @default 5
             */
            short_abandon_s: number;
            /**
             * Sites
             * @default []
             */
            sites: string[];
            /**
             * Target S
             * @default 20
             */
            target_s: number;
            /**
             * Teams
             * @default []
             */
            teams: string[];
            /**
             * Weight
             * @default 1
             */
            weight: number;
            /**
             * Wrap Up S
             * @default 60
             */
            wrap_up_s: number;
        };
        /**
         * NewReason
         * @description A reason for not being ready.
         */
        NewReason: {
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /**
         * NewShiftCheck
         * @description Decibels against full scale; `heard`: the test tone; `lost`: the share of what was sent to the server and did not come back in time;
         *     `echo_db`: how much fainter what was said in a call to the switch's echo came back (null: no such call).
         */
        NewShiftCheck: {
            /** Echo Db */
            echo_db?: number | null;
            /** Heard */
            heard: boolean;
            /** Lost */
            lost: number;
            /** Noise Db */
            noise_db: number;
            /** Round Trip Ms */
            round_trip_ms: number;
            /** Speech Db */
            speech_db: number;
        };
        /**
         * NewSite
         * @description Where agents work; `zone` is its time zone, null where it is the workspace's own. `hours_id`: the opening hours that tell when it is working
         *     time there, by the clock of its own zone; null: always.
         */
        NewSite: {
            /** Hours Id */
            hours_id?: string | null;
            /** Name */
            name: string;
            /** Zone */
            zone?: string | null;
        };
        /** NewSkill */
        NewSkill: {
            /** Name */
            name: string;
        };
        /**
         * NewTeam
         * @description Agents who work together. `limits` protect them, unless they have their own; null: the workspace's. `answers`: what colleagues may ask
         *     the team beside a call; null: nothing.
         */
        NewTeam: {
            answers?: components["schemas"]["TeamAnswers"] | null;
            limits?: components["schemas"]["WorkLimits"] | null;
            /** Name */
            name: string;
        };
        /**
         * NewTestCall
         * @description The number to call, as one writes it.
         */
        NewTestCall: {
            /** Number */
            number: string;
        };
        /**
         * NewToken
         * @description A program acts with these roles in the name of the person who makes the token.
         */
        NewToken: {
            /** Name */
            name: string;
            /** Roles */
            roles: ("administrator" | "supervisor" | "agent")[];
        };
        /**
         * NewTrunk
         * @description A way for calls to come in and go out. `server` such as sip:provider.example:5060.
         *
         *     `addresses` are the provider's: no other trunk's, none of this machine's, networks of 256 addresses (/24, IPv6 /64) at most. To
         *     register needs `server` and `user`. `prefixes`: numbers that go out by it begin so (none: all that the workspace allows); `max_calls` of them at
         *     once (null: no limit of its own). `spend_per_day`, `spend_per_month`: what they may come to, in whole units of the workspace's money, by the prices in the
         *     settings (null: no limit of its own); calls that talk when it is reached go on. `srtp`: sound is encrypted, or there is no call. `codecs` in the order of preference (none: G.711, G.722).
         *     `caller_id` is shown where the project shows no number. `trusted`: its Diversion and History-Info headers are believed.
         */
        NewTrunk: {
            /**
             * Addresses
             * @default []
             */
            addresses: string[];
            /** Caller Id */
            caller_id?: string | null;
            /**
             * Codecs
             * @default []
             */
            codecs: ("ulaw" | "alaw" | "g722" | "opus")[];
            /**
             * Disabled
             * @default false
             */
            disabled: boolean;
            /** Max Calls */
            max_calls?: number | null;
            /** Name */
            name: string;
            /** Password */
            password?: string | null;
            /**
             * Prefixes
             * @default []
             */
            prefixes: string[];
            /**
             * Registers
             * @default false
             */
            registers: boolean;
            /** Server */
            server?: string | null;
            /** Spend Per Day */
            spend_per_day?: number | null;
            /** Spend Per Month */
            spend_per_month?: number | null;
            /**
             * Srtp
             * @default false
             */
            srtp: boolean;
            /**
             * Transport
             * @default udp
             * @enum {string}
             */
            transport: "udp" | "tcp" | "tls";
            /**
             * Trusted
             * @default false
             */
            trusted: boolean;
            /** User */
            user?: string | null;
        };
        /**
         * NodeView
         * @description `here`: calls that stand at it now. `left`: callers who hung up at it.
         */
        NodeView: {
            /** Here */
            here: number;
            /** Left */
            left: number;
            /** Node */
            node: string;
        };
        /**
         * NoteDraft
         * @description Empty removes it.
         */
        NoteDraft: {
            /** Text */
            text: string;
        };
        /**
         * NoteView
         * @description What somebody wrote about the interaction. `text` is null once the contact was erased.
         */
        NoteView: {
            /** Author */
            author: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Note Id */
            note_id: string;
            /** Text */
            text: string | null;
            /** User Id */
            user_id: string;
        };
        /**
         * NumberChange
         * @description A number as the trunk delivers it. `trunk_id`: calls about its callers go out by that trunk, where it may take them. `stands_for`: the client's own
         *     numbers; who called one of them and was forwarded by a trusted trunk has called this number.
         */
        NumberChange: {
            /** Demo */
            demo?: boolean;
            /** Fallback Queue Id */
            fallback_queue_id?: string | null;
            /** Flow Id */
            flow_id?: string;
            /** Label */
            label?: string;
            /** Language */
            language?: string;
            /** Number */
            number?: string;
            /** Project Id */
            project_id?: string;
            /** Stands For */
            stands_for?: string[];
            /** Trunk Id */
            trunk_id?: string | null;
        };
        /** NumberToTry */
        NumberToTry: {
            /** To */
            to: string;
        };
        /** NumberView */
        NumberView: {
            /** Demo */
            demo: boolean;
            /** Fallback Queue Id */
            fallback_queue_id: string | null;
            /** Flow Id */
            flow_id: string;
            /** Label */
            label: string;
            /** Language */
            language: string;
            /** Number */
            number: string;
            /** Number Id */
            number_id: string;
            /** Project Id */
            project_id: string;
            /** Stands For */
            stands_for: string[];
            /** Trunk Id */
            trunk_id: string | null;
            /** Version */
            version: number;
        };
        /**
         * NumbersListed
         * @description `added` were not there yet, `there` were. `faulty`: the lines, from 1, that hold no number; the first hundred of `wrong`.
         */
        NumbersListed: {
            /** Added */
            added: number;
            /** Faulty */
            faulty: number[];
            /** There */
            there: number;
            /** Wrong */
            wrong: number;
        };
        /**
         * NumbersToList
         * @description Numbers, one a line; so many as fit into one request: a longer list comes in several.
         */
        NumbersToList: {
            /** Text */
            text: string;
        };
        /**
         * OwnCall
         * @description Whom to call: exactly one of a number and a contact. `project_id`: for whom; without it for the first project that one works for.
         */
        OwnCall: {
            /** Contact Id */
            contact_id?: string | null;
            /** Number */
            number?: string | null;
            /** Project Id */
            project_id?: string | null;
        };
        /**
         * OwnCallMade
         * @description The interaction that goes out.
         */
        OwnCallMade: {
            /** Interaction Id */
            interaction_id: string;
        };
        /**
         * OwnPromptChange
         * @description What is named is changed; `said` as a whole.
         */
        OwnPromptChange: {
            /**
             * Name
             * @default -
             */
            name: string;
            /** Said */
            said?: {
                [key: string]: components["schemas"]["Saying"];
            };
        };
        /** OwnPromptView */
        OwnPromptView: {
            /** Name */
            name: string;
            /** Prompt Id */
            prompt_id: string;
            /** Said */
            said: {
                [key: string]: components["schemas"]["SayingView"];
            };
            /** Version */
            version: number;
        };
        /** OwnerAnswerList */
        OwnerAnswerList: {
            /** Items */
            items: components["schemas"]["OwnerAnswerView"][];
        };
        /**
         * OwnerAnswerView
         * @description What an owner had said to a customer, as the agent wrote it.
         */
        OwnerAnswerView: {
            /** Agent Name */
            agent_name: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Client Name */
            client_name: string | null;
            /** Interaction Id */
            interaction_id: string;
            /** Note Id */
            note_id: string;
            /** Owner Name */
            owner_name: string | null;
            /** Project Name */
            project_name: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "new" | "kept" | "dropped";
            /** Text */
            text: string;
        };
        /**
         * OwnerChange
         * @description One entry of a project's call-out list. Of those who are there by `hours_id` (null: always) the lowest `place` is rung first, each for
         *     `rings_s`. `hears_machines`: a voicemail that answers is told from a person, and the next one is rung.
         */
        OwnerChange: {
            /** Hears Machines */
            hears_machines?: boolean;
            /** Hours Id */
            hours_id?: string | null;
            /** Name */
            name?: string;
            /** Number */
            number?: string;
            /** Place */
            place?: number;
            /** Project Id */
            project_id?: string;
            /** Rings S */
            rings_s?: number;
        };
        /**
         * OwnerDayView
         * @description A project's introductions on one day of the workspace's zone, by how they ended. `reached`: an owner answered, on average after
         *     `reach_s` seconds; `stopped`: by the caller or the agent, before; `helped`: the share that helped the caller.
         */
        OwnerDayView: {
            /** Answered */
            answered: number;
            /** Call Back */
            call_back: number;
            /** Client Name */
            client_name: string | null;
            /** Connected */
            connected: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Helped */
            helped: number | null;
            /** Message */
            message: number;
            /** Nobody */
            nobody: number;
            /** Project Id */
            project_id: string | null;
            /** Project Name */
            project_name: string | null;
            /** Reach S */
            reach_s: number | null;
            /** Reached */
            reached: number;
            /** Refused */
            refused: number;
            /** Sought */
            sought: number;
            /** Stopped */
            stopped: number;
        };
        /** OwnerDays */
        OwnerDays: {
            /** Items */
            items: components["schemas"]["OwnerDayView"][];
        };
        /** OwnerView */
        OwnerView: {
            /** Hears Machines */
            hears_machines: boolean;
            /** Hours Id */
            hours_id: string | null;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Owner Id */
            owner_id: string;
            /** Place */
            place: number;
            /** Project Id */
            project_id: string;
            /** Rings S */
            rings_s: number;
            /** Version */
            version: number;
        };
        /** Page[CallerSegmentView] */
        Page_CallerSegmentView_: {
            /** Items */
            items: components["schemas"]["CallerSegmentView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[ClientView] */
        Page_ClientView_: {
            /** Items */
            items: components["schemas"]["ClientView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[ContactView] */
        Page_ContactView_: {
            /** Items */
            items: components["schemas"]["ContactView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[DispositionView] */
        Page_DispositionView_: {
            /** Items */
            items: components["schemas"]["DispositionView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[FlowVersionView] */
        Page_FlowVersionView_: {
            /** Items */
            items: components["schemas"]["FlowVersionView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[FlowView] */
        Page_FlowView_: {
            /** Items */
            items: components["schemas"]["FlowView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[GroupView] */
        Page_GroupView_: {
            /** Items */
            items: components["schemas"]["GroupView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[HoursView] */
        Page_HoursView_: {
            /** Items */
            items: components["schemas"]["HoursView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[InteractionItem] */
        Page_InteractionItem_: {
            /** Items */
            items: components["schemas"]["InteractionItem"][];
            /** Next */
            next?: string | null;
        };
        /** Page[NumberView] */
        Page_NumberView_: {
            /** Items */
            items: components["schemas"]["NumberView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[OwnPromptView] */
        Page_OwnPromptView_: {
            /** Items */
            items: components["schemas"]["OwnPromptView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[OwnerView] */
        Page_OwnerView_: {
            /** Items */
            items: components["schemas"]["OwnerView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[ProjectView] */
        Page_ProjectView_: {
            /** Items */
            items: components["schemas"]["ProjectView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[PromiseView] */
        Page_PromiseView_: {
            /** Items */
            items: components["schemas"]["PromiseView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[QueueView] */
        Page_QueueView_: {
            /** Items */
            items: components["schemas"]["QueueView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[ReasonView] */
        Page_ReasonView_: {
            /** Items */
            items: components["schemas"]["ReasonView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[SessionView] */
        Page_SessionView_: {
            /** Items */
            items: components["schemas"]["SessionView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[SiteView] */
        Page_SiteView_: {
            /** Items */
            items: components["schemas"]["SiteView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[SkillView] */
        Page_SkillView_: {
            /** Items */
            items: components["schemas"]["SkillView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[TeamView] */
        Page_TeamView_: {
            /** Items */
            items: components["schemas"]["TeamView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[TokenView] */
        Page_TokenView_: {
            /** Items */
            items: components["schemas"]["TokenView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[TrunkView] */
        Page_TrunkView_: {
            /** Items */
            items: components["schemas"]["TrunkView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[UserView] */
        Page_UserView_: {
            /** Items */
            items: components["schemas"]["UserView"][];
            /** Next */
            next?: string | null;
        };
        /** Page[WhatIfItem] */
        Page_WhatIfItem_: {
            /** Items */
            items: components["schemas"]["WhatIfItem"][];
            /** Next */
            next?: string | null;
        };
        /**
         * ParkedCallView
         * @description A parked call that the agent may pick up (command `pick_up`); in `back_s` seconds it goes back to who parked it.
         */
        ParkedCallView: {
            /** Back S */
            back_s: number;
            /** By Name */
            by_name: string;
            /** Caller */
            caller: string;
            /** Interaction Id */
            interaction_id: string;
            /** Parked S */
            parked_s: number;
            /** Place */
            place: number;
            /** Queue Name */
            queue_name: string;
        };
        /**
         * PasswordChange
         * @description `new`: at least 10 characters, none of the widely used ones.
         */
        PasswordChange: {
            /** Current */
            current: string;
            /** New */
            new: string;
        };
        /**
         * PauseAsked
         * @description What asks: a program, or a field of a form that is being filled in.
         */
        PauseAsked: {
            /**
             * Why
             * @default api
             * @enum {string}
             */
            why: "api" | "form";
        };
        /**
         * Peaks
         * @description The loudest sample, 0–1, of each `1/per_second`, a list a channel: caller, agent.
         */
        Peaks: {
            /** Channels */
            channels: number[][];
            /** Duration Ms */
            duration_ms: number;
            /** Per Second */
            per_second: number;
        };
        /**
         * Phone
         * @description What a page needs to register over `ws_path`. The password is new each time: an older page can no longer register.
         */
        Phone: {
            /** Endpoint */
            endpoint: string;
            /** Ice Servers */
            ice_servers: components["schemas"]["IceServer"][];
            /** Password */
            password: string;
            /** Phone Session Id */
            phone_session_id: string;
            /**
             * Uri
             * @example sip:a-0192@127.0.0.1
             */
            uri: string;
            /** Ws Path */
            ws_path: string;
        };
        /**
         * PointView
         * @description Half an hour of all queues from this second of the day on; null where nobody came.
         */
        PointView: {
            /** From S */
            from_s: number;
            /** Mean Wait S */
            mean_wait_s: number | null;
            /** Offered */
            offered: number;
            /** Service Level */
            service_level: number | null;
        };
        /**
         * Probe
         * @description Either a caller who waits (`interaction_id`), or one who might, in this queue (`queue_id`): anybody, or this contact.
         */
        Probe: {
            /** Contact Id */
            contact_id?: string | null;
            /** Interaction Id */
            interaction_id?: string | null;
            /**
             * Language
             * @description Null: the contact's, else the workspace's.
             */
            language?: string | null;
            /**
             * Priority
             * @default 5
             */
            priority: number;
            /** Queue Id */
            queue_id?: string | null;
            /**
             * Skills
             * @default []
             */
            skills: components["schemas"]["ExtraSkill"][];
            /**
             * Waited S
             * @default 0
             */
            waited_s: number;
        };
        /**
         * ProbeAgent
         * @description `reason`: able, or what stands in the way. `ring` admits the agent; null: none does. `not_ready` is the reason's id or code; `rests_s` how
         *     long a limit keeps it from callers yet.
         */
        ProbeAgent: {
            /** Agent Id */
            agent_id: string;
            /** Lacks */
            lacks: components["schemas"]["ProbeLack"][];
            /** Name */
            name: string;
            /** Not Ready */
            not_ready: string | null;
            /** Reason */
            reason: ("able" | "busy" | "resting" | "no_capacity" | "barred" | "ring_closed" | "awaits_another") | ("skill" | "language" | "hours" | "reserve" | "project" | "team" | "site");
            /** Rests S */
            rests_s: number | null;
            /** Ring */
            ring: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "offline" | "not_ready" | "no_phone" | "offered" | "talking" | "hold" | "consulting" | "wrapping_up" | "resting";
            /** State S */
            state_s: number;
        };
        /**
         * ProbeLack
         * @description The level needed even in the last ring, and the one that the agent has (0: none).
         */
        ProbeLack: {
            /** Has */
            has: number;
            /** Level */
            level: number;
            /** Skill Id */
            skill_id: string;
        };
        /**
         * ProbeResult
         * @description `chosen` would be rung now; null: the caller would wait. `offered_to` is being rung for it already. `paused`: nobody is rung at present.
         *
         *     `counts` are of all agents by reason; `agents` are the first 500, who would get it first. `language_level` of `language` is asked for; null: none is.
         *     `awaited`: for whom alone the caller waits, the dearest first, for `awaited_for_s` more seconds.
         */
        ProbeResult: {
            /** Agents */
            agents: components["schemas"]["ProbeAgent"][];
            /** Awaited */
            awaited: string[];
            /** Awaited For S */
            awaited_for_s: number;
            /** Chosen */
            chosen: string | null;
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Language */
            language: string | null;
            /** Language Level */
            language_level: number | null;
            /** Needs */
            needs: components["schemas"]["Need"][];
            /** Offered To */
            offered_to: string | null;
            /** Paused */
            paused: boolean;
            /** Queue Id */
            queue_id: string;
            /** Queue Name */
            queue_name: string | null;
            /** Rings */
            rings: components["schemas"]["ProbeRing"][];
            /** Waited S */
            waited_s: number;
        };
        /**
         * ProbeRing
         * @description `ring` 0 are the queue's own people. `by`: how it is open to this caller; null: not yet, in `opens_in_s` seconds of waiting, or
         *     (null) only by pressure.
         */
        ProbeRing: {
            /** By */
            by: ("age" | "pressure") | null;
            /** Opens In S */
            opens_in_s: number | null;
            /** Ring */
            ring: number;
        };
        /**
         * ProblemDocument
         * @description RFC 9457. `code` is stable and has words on every screen; `title` is English for people who read logs.
         */
        Problem: {
            /** Code */
            code: string;
            /**
             * Errors
             * @default null
             */
            errors: components["schemas"]["FieldProblem"][] | null;
            /**
             * Params
             * @default {}
             */
            params: {
                [key: string]: string | number | null;
            };
            /** Status */
            status: number;
            /** Title */
            title: string;
            /**
             * Type
             * @example urn:ringwell:problem:not_found
             */
            type: string;
        };
        /**
         * ProjectChange
         * @description `recording`: which talks are recorded, where their queue records: all, none, a share (`recording_share`, percent; all parts of a
         *     conversation, or none), or those whose caller has agreed (a flow sets the variable `recording_consent` to true; false is obeyed by every rule).
         *     Calls to the outside on its behalf show `shown_number` (null: the number that was called).
         *     `reserve` null: the team always answers. `owner_prompt_id`: what a caller hears before the music while the client's owner is rung.
         *     `whisper_prompt_id`: what an agent who answers is told, and nobody else hears (null: nothing).
         *     `greetings`: what an agent who answers reads aloud, by the caller's language; `{agent}`, `{project}` and `{caller}` are filled in.
         *     `says_recorded`: a caller whose talk is to be recorded is told so before that begins, once; who has not been told is not recorded.
         *     `form`: what agents fill in during calls, in this order.
         */
        ProjectChange: {
            /** Client Id */
            client_id?: string;
            /** Form */
            form?: components["schemas"]["NewFormField"][];
            /** Greetings */
            greetings?: {
                [key: string]: string;
            };
            /** Name */
            name?: string;
            /** Owner Prompt Id */
            owner_prompt_id?: string | null;
            /**
             * Recording
             * @enum {string}
             */
            recording?: "all" | "none" | "share" | "consent";
            /** Recording Beeps */
            recording_beeps?: boolean;
            /** Recording Share */
            recording_share?: number;
            reserve?: components["schemas"]["ReservePlan"] | null;
            /** Says Recorded */
            says_recorded?: boolean;
            /** Shown Number */
            shown_number?: string | null;
            /** Whisper Prompt Id */
            whisper_prompt_id?: string | null;
        };
        /**
         * ProjectToCall
         * @description A project that one may call for. `number` is what the called see.
         */
        ProjectToCall: {
            /** Client Name */
            client_name: string;
            /** Name */
            name: string;
            /** Number */
            number: string | null;
            /** Project Id */
            project_id: string;
        };
        /** ProjectView */
        ProjectView: {
            /** Client Id */
            client_id: string;
            /** Form */
            form: components["schemas"]["FormFieldView"][];
            /** Greetings */
            greetings: {
                [key: string]: string;
            };
            /** Name */
            name: string;
            /** Owner Prompt Id */
            owner_prompt_id: string | null;
            /** Project Id */
            project_id: string;
            /**
             * Recording
             * @enum {string}
             */
            recording: "all" | "none" | "share" | "consent";
            /** Recording Beeps */
            recording_beeps: boolean;
            /** Recording Share */
            recording_share: number;
            reserve: components["schemas"]["ReservePlanView"] | null;
            /** Says Recorded */
            says_recorded: boolean;
            /** Shown Number */
            shown_number: string | null;
            /** Version */
            version: number;
            /** Whisper Prompt Id */
            whisper_prompt_id: string | null;
        };
        /**
         * PromiseBody
         * @description A promise to be kept. Under one `promise_id` it is made once. `owner_id`: the user who has to see to it, for a call back whoever makes it
         *     unless another is named.
         */
        PromiseBody: {
            /** Due At */
            due_at?: string | null;
            /** Interaction Id */
            interaction_id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "message" | "call_back";
            /** Owner Id */
            owner_id?: string | null;
            /** Promise Id */
            promise_id?: string | null;
            /**
             * Text
             * @default
             */
            text: string;
            /**
             * To Email
             * @default
             */
            to_email: string;
            /**
             * To Name
             * @default
             */
            to_name: string;
            /**
             * To Number
             * @default
             */
            to_number: string;
        };
        /**
         * PromiseView
         * @description `text` and to whom are null once the customer was erased. `may_change`: the reader may say that it is kept or cancelled.
         *     `mail` goes to the client, `queue_mail` to the address of the queue that a voice message was left for.
         */
        PromiseView: {
            /** Client Name */
            client_name: string | null;
            /** Closed At */
            closed_at: string | null;
            /** Closed By Name */
            closed_by_name: string | null;
            /** Contact Id */
            contact_id: string | null;
            /** Contact Name */
            contact_name: string | null;
            /** Due At */
            due_at: string | null;
            /** Interaction Id */
            interaction_id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "message" | "call_back" | "voicemail";
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Made By Name */
            made_by_name: string | null;
            mail: components["schemas"]["MailView"] | null;
            /** May Change */
            may_change: boolean;
            /** Overdue */
            overdue: boolean;
            /** Owner Name */
            owner_name: string | null;
            /** Project Name */
            project_name: string | null;
            /** Promise Id */
            promise_id: string;
            queue_mail: components["schemas"]["MailView"] | null;
            /** Short Ref */
            short_ref: string;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "kept" | "cancelled";
            /** Text */
            text: string | null;
            /** To Email */
            to_email: string | null;
            /** To Name */
            to_name: string | null;
            /** To Number */
            to_number: string | null;
        };
        /**
         * PromptView
         * @description A prompt that can be said. `numbers` are those of its family, null for a plain one. `texts` by language; of a family, its first.
         */
        PromptView: {
            /** Code */
            code: string;
            /** Numbers */
            numbers: number[] | null;
            /** Texts */
            texts: {
                [key: string]: string;
            };
        };
        /** Prompts */
        Prompts: {
            /** Items */
            items: components["schemas"]["PromptView"][];
        };
        /**
         * QueueChange
         * @description `target_s`: answered within it counts for the service level; `service_level_target`: the share that should be.
         *
         *     Its own people have what it needs, in `teams` and at `sites` (none: any); `rings` let in others.
         *     Who calls waits `prefers_for_s` (a key customer `prefers_for_key_s`, where it is told) for those whom the queue `prefers`, the dearest first, if they
         *     are at work; then anybody may have the call.
         *     `announce_wait`: the expected wait is told with the place in line. `callback`: null where nobody can ask to be called back;
         *     `follow_up_after_s`: who gave up after waiting so long is to be called (null: nobody is).
         *     `language_level`: how well its people must speak the caller's language (null: it is not asked for); `in_site_hours`: they take callers only while
         *     it is working time at their site. `agent_choice`: which of several gets a caller; with `fastest` nobody is idle for longer than `idle_cap_s`
         *     while others get callers. `weight`: how much it counts where queues are weighed against each other (setting `caller_choice`). By `extension` desk
         *     phones call whoever is free in it.
         */
        QueueChange: {
            /**
             * Agent Choice
             * @enum {string}
             */
            agent_choice?: "longest_idle" | "fastest";
            /** Announce Place Every S */
            announce_place_every_s?: number;
            /** Announce Wait */
            announce_wait?: boolean;
            callback?: components["schemas"]["CallbackPlan"] | null;
            care?: components["schemas"]["CallCare"];
            /** Extension */
            extension?: string;
            /** Follow Up After S */
            follow_up_after_s?: number | null;
            /** Idle Cap S */
            idle_cap_s?: number;
            /** In Site Hours */
            in_site_hours?: boolean;
            /** Language Level */
            language_level?: number | null;
            /** Name */
            name?: string;
            /** Needs */
            needs?: components["schemas"]["Need"][];
            /** Offer Timeout S */
            offer_timeout_s?: number;
            /** Prefers */
            prefers?: ("owner" | "last_agent")[];
            /** Prefers For Key S */
            prefers_for_key_s?: number | null;
            /** Prefers For S */
            prefers_for_s?: number;
            /** Project Id */
            project_id?: string;
            /** Record */
            record?: boolean;
            /** Rings */
            rings?: components["schemas"]["QueueRing"][];
            /** Service Level Target */
            service_level_target?: number;
            /** Short Abandon S */
            short_abandon_s?: number;
            /** Sites */
            sites?: string[];
            /** Target S */
            target_s?: number;
            /** Teams */
            teams?: string[];
            /** Weight */
            weight?: number;
            /** Wrap Up S */
            wrap_up_s?: number;
        };
        /**
         * QueueDayList
         * @description `items` by day and queue, `queues` the sums by queue, `total` of everything.
         */
        QueueDayList: {
            /** Items */
            items: components["schemas"]["QueueDayView"][];
            /** Queues */
            queues: components["schemas"]["QueueSumView"][];
            total: components["schemas"]["QueueFiguresView"];
        };
        /**
         * QueueDayView
         * @description A queue's visits that were offered on one day of the workspace's zone.
         */
        QueueDayView: {
            /** Abandon Rate */
            abandon_rate: number | null;
            /** Abandoned */
            abandoned: number;
            /** Answered */
            answered: number;
            /** Answered In Target */
            answered_in_target: number;
            /** Average Wait Ms */
            average_wait_ms: number | null;
            /** Callbacks */
            callbacks: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Ended Otherwise */
            ended_otherwise: number;
            /** Longest Wait Ms */
            longest_wait_ms: number;
            /** Offered */
            offered: number;
            /** Project Name */
            project_name: string | null;
            /** Queue Id */
            queue_id: string;
            /** Queue Name */
            queue_name: string | null;
            /** Service Level */
            service_level: number | null;
            /** Short Abandoned */
            short_abandoned: number;
            /** Transfer Rate */
            transfer_rate: number | null;
            /** Transferred */
            transferred: number;
        };
        /**
         * QueueFiguresView
         * @description Visits of callers to queues. `answered_in_target` by each queue's target, `short_abandoned` by its limit, as both are now; `callbacks`:
         *     asked to be called back; `ended_otherwise`: nobody was there, closed, or failed; `transferred`: answered, and then handed on at least once.
         *     `average_wait_ms` is of the answered. Shares are 0–1; null where there is nothing to divide by.
         */
        QueueFiguresView: {
            /** Abandon Rate */
            abandon_rate: number | null;
            /** Abandoned */
            abandoned: number;
            /** Answered */
            answered: number;
            /** Answered In Target */
            answered_in_target: number;
            /** Average Wait Ms */
            average_wait_ms: number | null;
            /** Callbacks */
            callbacks: number;
            /** Ended Otherwise */
            ended_otherwise: number;
            /** Longest Wait Ms */
            longest_wait_ms: number;
            /** Offered */
            offered: number;
            /** Service Level */
            service_level: number | null;
            /** Short Abandoned */
            short_abandoned: number;
            /** Transfer Rate */
            transfer_rate: number | null;
            /** Transferred */
            transferred: number;
        };
        /**
         * QueueRing
         * @description People beyond the queue's own. It opens at this age of a caller, or by pressure, or whichever comes first.
         *
         *     Skills are needed `levels_less` below the queue's. `teams`, `sites`: of those who work for the project anyway, only these (none: any).
         *     `groups`: these backup groups too. `lenders`: too those who work for these projects only; their own callers come first. `any_language`: also who
         *     does not speak the caller's language; `in_site_hours`: only those at whose site it is working time.
         */
        QueueRing: {
            /** After S */
            after_s?: number | null;
            /**
             * Any Language
             * @default false
             */
            any_language: boolean;
            /**
             * Groups
             * @default []
             */
            groups: string[];
            /**
             * In Site Hours
             * @default false
             */
            in_site_hours: boolean;
            /**
             * Lenders
             * @default []
             */
            lenders: string[];
            /**
             * Levels Less
             * @default 0
             */
            levels_less: number;
            pressure?: components["schemas"]["RingPressure"] | null;
            /**
             * Sites
             * @default []
             */
            sites: string[];
            /**
             * Teams
             * @default []
             */
            teams: string[];
        };
        /** QueueRingView */
        QueueRingView: {
            /** After S */
            after_s: number | null;
            /** Any Language */
            any_language: boolean;
            /** Groups */
            groups: string[];
            /** In Site Hours */
            in_site_hours: boolean;
            /** Lenders */
            lenders: string[];
            /** Levels Less */
            levels_less: number;
            pressure: components["schemas"]["RingPressureView"] | null;
            /** Sites */
            sites: string[];
            /** Teams */
            teams: string[];
        };
        /**
         * QueueSumView
         * @description A queue's figures of the whole period.
         */
        QueueSumView: {
            /** Abandon Rate */
            abandon_rate: number | null;
            /** Abandoned */
            abandoned: number;
            /** Answered */
            answered: number;
            /** Answered In Target */
            answered_in_target: number;
            /** Average Wait Ms */
            average_wait_ms: number | null;
            /** Callbacks */
            callbacks: number;
            /** Ended Otherwise */
            ended_otherwise: number;
            /** Longest Wait Ms */
            longest_wait_ms: number;
            /** Offered */
            offered: number;
            /** Project Name */
            project_name: string | null;
            /** Queue Id */
            queue_id: string;
            /** Queue Name */
            queue_name: string | null;
            /** Service Level */
            service_level: number | null;
            /** Short Abandoned */
            short_abandoned: number;
            /** Transfer Rate */
            transfer_rate: number | null;
            /** Transferred */
            transferred: number;
        };
        /** QueueView */
        QueueView: {
            /**
             * Agent Choice
             * @enum {string}
             */
            agent_choice: "longest_idle" | "fastest";
            /** Announce Place Every S */
            announce_place_every_s: number;
            /** Announce Wait */
            announce_wait: boolean;
            callback: components["schemas"]["CallbackPlanView"] | null;
            care: components["schemas"]["CallCareView"];
            /** Extension */
            extension: string;
            /** Follow Up After S */
            follow_up_after_s: number | null;
            /** Idle Cap S */
            idle_cap_s: number;
            /** In Site Hours */
            in_site_hours: boolean;
            /** Language Level */
            language_level: number | null;
            /** Name */
            name: string;
            /** Needs */
            needs: components["schemas"]["Need"][];
            /** Offer Timeout S */
            offer_timeout_s: number;
            /** Prefers */
            prefers: ("owner" | "last_agent")[];
            /** Prefers For Key S */
            prefers_for_key_s: number | null;
            /** Prefers For S */
            prefers_for_s: number;
            /** Project Id */
            project_id: string;
            /** Queue Id */
            queue_id: string;
            /** Record */
            record: boolean;
            /** Rings */
            rings: components["schemas"]["QueueRingView"][];
            /** Service Level Target */
            service_level_target: number;
            /** Short Abandon S */
            short_abandon_s: number;
            /** Sites */
            sites: string[];
            /** Target S */
            target_s: number;
            /** Teams */
            teams: string[];
            /** Version */
            version: number;
            /** Weight */
            weight: number;
            /** Wrap Up S */
            wrap_up_s: number;
        };
        /**
         * ReasonChange
         * @description A reason for not being ready.
         */
        ReasonChange: {
            /** Code */
            code?: string;
            /** Name */
            name?: string;
        };
        /** ReasonView */
        ReasonView: {
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Reason Id */
            reason_id: string;
            /** Version */
            version: number;
        };
        /**
         * RecordingView
         * @description `state`: recording, stored, erased, or failed (then `failure` says why). `may_listen`: whether the reader may. Without a segment it is a
         *     message, or what a colleague said and heard who was asked during the call.
         */
        RecordingView: {
            /** Agent Id */
            agent_id: string | null;
            /** Agent Name */
            agent_name: string | null;
            /** Channels */
            channels: number | null;
            /** Duration Ms */
            duration_ms: number | null;
            /** Failure */
            failure: string | null;
            /** Kind */
            kind: string;
            /** May Listen */
            may_listen: boolean;
            /** Recording Id */
            recording_id: string;
            /** Segment Id */
            segment_id: string | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** State */
            state: string;
        };
        /** ReportView */
        ReportView: {
            occupancy: components["schemas"]["EstimateView"];
            overall: components["schemas"]["SummaryView"];
            /** Queues */
            queues: {
                [key: string]: components["schemas"]["SummaryView"];
            };
            /** Runs */
            runs: number;
        };
        /**
         * ReservePlan
         * @description The client's own telephone rings first, for `ring_s`, within the hours `hours_id` (null: always); then the team answers in the client's name.
         */
        ReservePlan: {
            /** Hours Id */
            hours_id?: string | null;
            /** Phone */
            phone: string;
            /**
             * Ring S
             * @default 15
             */
            ring_s: number;
        };
        /** ReservePlanView */
        ReservePlanView: {
            /** Hours Id */
            hours_id: string | null;
            /** Phone */
            phone: string;
            /** Ring S */
            ring_s: number;
        };
        /**
         * ResumeAsked
         * @description What asks. A `form` ends only a pause that a form has begun.
         */
        ResumeAsked: {
            /**
             * Why
             * @default api
             * @enum {string}
             */
            why: "api" | "form";
        };
        /**
         * RingPressure
         * @description A ring's rule by a figure of its queue: `service_level` (a share 0–1), `waiting` callers, `expected_wait` in seconds.
         */
        RingPressure: {
            /** Closes At */
            closes_at: number;
            /**
             * Measure
             * @enum {string}
             */
            measure: "service_level" | "waiting" | "expected_wait";
            /** Opens At */
            opens_at: number;
        };
        /** RingPressureView */
        RingPressureView: {
            /** Closes At */
            closes_at: number;
            /**
             * Measure
             * @enum {string}
             */
            measure: "service_level" | "waiting" | "expected_wait";
            /** Opens At */
            opens_at: number;
        };
        /**
         * Rule
         * @description All that is told must be so. `known`: a contact from before; `key`: a key customer; `owned`: somebody has the account; `prefixes`: how the
         *     number begins; `languages`: the one on the card; `open_promise`: something is owed; `blocked_before`: was once kept out; `listed`: the number
         *     is on this segment's list.
         */
        Rule: {
            /**
             * Blocked Before
             * @default false
             */
            blocked_before: boolean;
            /** Called Within Days */
            called_within_days?: number | null;
            /** Gave Up Within Days */
            gave_up_within_days?: number | null;
            /** Key */
            key?: boolean | null;
            /** Known */
            known?: boolean | null;
            /**
             * Languages
             * @default []
             */
            languages: string[];
            /**
             * Listed
             * @default false
             */
            listed: boolean;
            /**
             * Open Promise
             * @default false
             */
            open_promise: boolean;
            /** Owned */
            owned?: boolean | null;
            /**
             * Prefixes
             * @default []
             */
            prefixes: string[];
        };
        /**
         * Saying
         * @description `typed`: a voice speaks the `text`. Otherwise `sound` names one that `POST /sounds` has taken, and `text` tells what it says, for who reads.
         */
        Saying: {
            /**
             * Sound
             * @default
             */
            sound: string | "";
            /**
             * Source
             * @default typed
             * @enum {string}
             */
            source: "typed" | "recorded" | "uploaded";
            /**
             * Text
             * @default
             */
            text: string;
        };
        /** SayingView */
        SayingView: {
            /** Seconds */
            seconds: number;
            /** Sound */
            sound: string;
            /**
             * Source
             * @enum {string}
             */
            source: "typed" | "recorded" | "uploaded";
            /** Text */
            text: string;
        };
        /**
         * Seen
         * @description How many lines the reader has read.
         */
        Seen: {
            /** Lines */
            lines: number;
        };
        /**
         * SegmentCounts
         * @description How many numbers each segment's list has, by its id.
         */
        SegmentCounts: {
            /** Counts */
            counts: {
                [key: string]: number;
            };
        };
        /**
         * SegmentFound
         * @description `caller_segment_id`: null where no segment fits. `known`: whether it is a contact's number.
         */
        SegmentFound: {
            /** Caller Segment Id */
            caller_segment_id: string | null;
            /** Known */
            known: boolean;
            /** Name */
            name: string | null;
        };
        /**
         * SegmentView
         * @description Caller and one agent in conversation.
         */
        SegmentView: {
            /** Acw Ms */
            acw_ms: number;
            /** Agent Id */
            agent_id: string;
            /** Agent Name */
            agent_name: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Hold Ms */
            hold_ms: number;
            /** Ordinal */
            ordinal: number;
            /** Queue Id */
            queue_id: string | null;
            /** Recording Id */
            recording_id: string | null;
            /** Segment Id */
            segment_id: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Talk Ms */
            talk_ms: number;
        };
        /**
         * ServiceView
         * @description A service of the installation's settings that this workspace's flows may ask.
         */
        ServiceView: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "http" | "sql";
            /** Name */
            name: string;
        };
        /** Services */
        Services: {
            /** Items */
            items: components["schemas"]["ServiceView"][];
        };
        /**
         * SessionView
         * @description A signed-in browser. `current` is the one that asks.
         */
        SessionView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Current */
            current: boolean;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Session Id */
            session_id: string;
        };
        /**
         * SettingsChange
         * @description What is named is changed.
         */
        SettingsChange: {
            /** Breather After */
            breather_after?: number;
            /** Breather May End */
            breather_may_end?: boolean;
            /** Breather S */
            breather_s?: number;
            /** Callback Prefixes */
            callback_prefixes?: string;
            /** Callbacks At Once */
            callbacks_at_once?: number;
            /** Callbacks Per Day */
            callbacks_per_day?: number;
            /** Callbacks Per Number */
            callbacks_per_number?: number;
            /** Callbacks Per Second */
            callbacks_per_second?: number;
            /**
             * Caller Choice
             * @enum {string}
             */
            caller_choice?: "oldest" | "ratio" | "cost_rate";
            /**
             * Language
             * @example en
             */
            language?: string;
            /** Lost Leg Grace S */
            lost_leg_grace_s?: number;
            /** Max Calls */
            max_calls?: number;
            /** Misses Limit */
            misses_limit?: number;
            /** Occupancy Cap Percent */
            occupancy_cap_percent?: number;
            /** Occupancy Window S */
            occupancy_window_s?: number;
            /** Outgoing At Once */
            outgoing_at_once?: number;
            /** Outgoing Longest S */
            outgoing_longest_s?: number;
            /** Outgoing Per Agent */
            outgoing_per_agent?: number;
            /** Outgoing Per Second */
            outgoing_per_second?: number;
            /** Outgoing Prices */
            outgoing_prices?: string;
            /** Outgoing Spend Per Day */
            outgoing_spend_per_day?: number;
            /** Phone Away Grace S */
            phone_away_grace_s?: number;
            /**
             * Shift Check
             * @enum {string}
             */
            shift_check?: "off" | "offered" | "required";
            /** Show Listening */
            show_listening?: boolean;
            /** Zone */
            zone?: string;
        };
        /**
         * SettingsView
         * @description Durations in seconds, `zone` an IANA name.
         */
        SettingsView: {
            /** Breather After */
            breather_after: number;
            /** Breather May End */
            breather_may_end: boolean;
            /** Breather S */
            breather_s: number;
            /** Callback Prefixes */
            callback_prefixes: string;
            /** Callbacks At Once */
            callbacks_at_once: number;
            /** Callbacks Per Day */
            callbacks_per_day: number;
            /** Callbacks Per Number */
            callbacks_per_number: number;
            /** Callbacks Per Second */
            callbacks_per_second: number;
            /**
             * Caller Choice
             * @enum {string}
             */
            caller_choice: "oldest" | "ratio" | "cost_rate";
            /** Language */
            language: string;
            /** Lost Leg Grace S */
            lost_leg_grace_s: number;
            /** Max Calls */
            max_calls: number;
            /** Misses Limit */
            misses_limit: number;
            /** Occupancy Cap Percent */
            occupancy_cap_percent: number;
            /** Occupancy Window S */
            occupancy_window_s: number;
            /** Outgoing At Once */
            outgoing_at_once: number;
            /** Outgoing Longest S */
            outgoing_longest_s: number;
            /** Outgoing Per Agent */
            outgoing_per_agent: number;
            /** Outgoing Per Second */
            outgoing_per_second: number;
            /** Outgoing Prices */
            outgoing_prices: string;
            /** Outgoing Spend Per Day */
            outgoing_spend_per_day: number;
            /** Phone Away Grace S */
            phone_away_grace_s: number;
            /**
             * Shift Check
             * @enum {string}
             */
            shift_check: "off" | "offered" | "required";
            /** Show Listening */
            show_listening: boolean;
            /** Version */
            version: number;
            /** Zone */
            zone: string;
        };
        /**
         * SetupStep
         * @description One thing that a workspace needs: `code` has words on the screen; `count` of them are there.
         */
        SetupStep: {
            /** Code */
            code: string;
            /** Count */
            count: number;
            /** Done */
            done: boolean;
        };
        /**
         * SetupView
         * @description What the first-run page shows.
         */
        SetupView: {
            /** Demo */
            demo: boolean;
            /** Done */
            done: boolean;
            /** Steps */
            steps: components["schemas"]["SetupStep"][];
        };
        /**
         * ShiftCheckList
         * @description The newest first. `due`: none was made today, and the workspace wants one.
         */
        ShiftCheckList: {
            /** Due */
            due: boolean;
            /** Items */
            items: components["schemas"]["ShiftCheckView"][];
            /**
             * Policy
             * @enum {string}
             */
            policy: "off" | "offered" | "required";
        };
        /**
         * ShiftCheckView
         * @description `troubles`: what was to be seen to.
         */
        ShiftCheckView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Echo Db */
            echo_db: number | null;
            /** Heard */
            heard: boolean;
            /** Lost */
            lost: number;
            /** Noise Db */
            noise_db: number;
            /** Round Trip Ms */
            round_trip_ms: number;
            /** Speech Db */
            speech_db: number;
            /** Troubles */
            troubles: ("microphone" | "noise" | "speaker" | "network" | "line")[];
        };
        /**
         * SignInForm
         * @description `login` is name@workspace.
         */
        SignInForm: {
            /** Login */
            login: string;
            /** Password */
            password: string;
        };
        /**
         * SimulatedCaller
         * @description Who calls, when, and how the queues stand; a queue that is not named is as a quiet one. `lot` decides which way a split goes.
         */
        SimulatedCaller: {
            /** At */
            at?: string | null;
            /**
             * Key
             * @default false
             */
            key: boolean;
            /**
             * Known
             * @default false
             */
            known: boolean;
            /**
             * Language
             * @example en
             */
            language: string;
            /**
             * Lot
             * @default
             */
            lot: string;
            /**
             * Number
             * @default
             */
            number: string;
            /** Queues */
            queues?: {
                [key: string]: components["schemas"]["SimulatedQueue"];
            };
            /**
             * Segment
             * @default
             */
            segment: string;
        };
        /**
         * SimulatedEvent
         * @description What happens next. `wait`: nobody does anything until what runs is over. `key`: the caller presses `digit`. `say`: the caller says `text`,
         *     which is understood, or (`sure` false) half understood. `deaf`: there is no recogniser. `leave`: the wait in the
         *     queue ends `because`. `told`: the service that is asked answers so; nobody is really asked. `acted`: what the step
         *     has had done came to `came`, one of its ways; nothing is really done. `over`: the agent has answered, and hangs up first.
         */
        SimulatedEvent: {
            /** Because */
            because?: ("answered" | "abandoned" | "nobody" | "full" | "timeout") | null;
            /**
             * Came
             * @default
             */
            came: string;
            /** Digit */
            digit?: string | null;
            /** Outcome */
            outcome?: ("found" | "not_found" | "failed") | null;
            /**
             * Sure
             * @default true
             */
            sure: boolean;
            /**
             * Text
             * @default
             */
            text: string;
            /**
             * Type
             * @enum {string}
             */
            type: "wait" | "key" | "say" | "deaf" | "leave" | "told" | "acted" | "over";
            /** Values */
            values?: {
                [key: string]: string;
            };
        };
        /**
         * SimulatedQueue
         * @description A queue as the simulated caller meets it.
         */
        SimulatedQueue: {
            /**
             * Ready
             * @default 1
             */
            ready: number;
            /**
             * Wait S
             * @default 0
             */
            wait_s: number | null;
            /**
             * Waiting
             * @default 0
             */
            waiting: number;
        };
        /**
         * Simulation
         * @description Where the caller stands now, how it came there (node, way, node ...), and what was heard and done on the way.
         */
        Simulation: {
            /** Happened */
            happened: components["schemas"]["Happening"][];
            /** Node */
            node: string;
            /** Stage */
            stage: string;
            /**
             * State
             * @description The interpreter's own state, as the last answer gave it.
             */
            state: {
                [key: string]: unknown;
            };
            /** Trail */
            trail: string[];
        };
        /**
         * SimulationForm
         * @description One step of a simulated call; without a state it begins.
         */
        SimulationForm: {
            caller: components["schemas"]["SimulatedCaller"];
            /**
             * Document
             * @description A flow as docs/flow.schema.json describes it.
             */
            document: {
                [key: string]: unknown;
            };
            event?: components["schemas"]["SimulatedEvent"] | null;
            /** State */
            state?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * SiteChange
         * @description Where agents work; `zone` is its time zone, null where it is the workspace's own. `hours_id`: the opening hours that tell when it is working
         *     time there, by the clock of its own zone; null: always.
         */
        SiteChange: {
            /** Hours Id */
            hours_id?: string | null;
            /** Name */
            name?: string;
            /** Zone */
            zone?: string | null;
        };
        /** SiteView */
        SiteView: {
            /** Hours Id */
            hours_id: string | null;
            /** Name */
            name: string;
            /** Site Id */
            site_id: string;
            /** Version */
            version: number;
            /** Zone */
            zone: string | null;
        };
        /** SkillChange */
        SkillChange: {
            /** Name */
            name?: string;
        };
        /** SkillView */
        SkillView: {
            /** Name */
            name: string;
            /** Skill Id */
            skill_id: string;
            /** Version */
            version: number;
        };
        /**
         * SmsSettingsBody
         * @description `smpp` needs `host`, `port`, `security` and `system_id`; its `secret` is the password. `http` needs `url`, to which each text is posted as JSON
         *     `{id, to, from, text}`; its `secret` is a bearer token. `secret` null: the one that is kept stays, for the same gateway and user. `per_day` counts parts,
         *     `per_recipient` texts, within 24 hours. `prefixes`: what numbers may begin with; empty: as calls to the outside.
         */
        SmsSettingsBody: {
            /**
             * Host
             * @default
             */
            host: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "smpp" | "http";
            /**
             * Per Day
             * @default 500
             */
            per_day: number;
            /**
             * Per Recipient
             * @default 5
             */
            per_recipient: number;
            /**
             * Port
             * @default 2775
             */
            port: number;
            /**
             * Prefixes
             * @default
             */
            prefixes: string;
            /** Secret */
            secret?: string | null;
            /**
             * Security
             * @default tls
             * @enum {string}
             */
            security: "tls" | "none";
            /** Sender */
            sender: string;
            /**
             * System Id
             * @default
             */
            system_id: string;
            /**
             * Url
             * @default
             */
            url: string;
        };
        /**
         * SmsSettingsView
         * @description `secret_kept` tells that there is one; nobody can read it. Version 0: not set up.
         */
        SmsSettingsView: {
            /** Host */
            host: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "smpp" | "http";
            /** Per Day */
            per_day: number;
            /** Per Recipient */
            per_recipient: number;
            /** Port */
            port: number;
            /** Prefixes */
            prefixes: string;
            /** Secret Kept */
            secret_kept: boolean;
            /**
             * Security
             * @enum {string}
             */
            security: "tls" | "none";
            /** Sender */
            sender: string;
            /** System Id */
            system_id: string;
            /** Url */
            url: string;
            /** Version */
            version: number;
        };
        /**
         * SmsToday
         * @description Texts of the last 24 hours. `parts` is what counts against `per_day`; `code`: why the newest that failed or waits again did.
         */
        SmsToday: {
            /** Code */
            code: string | null;
            /** Delivered */
            delivered: number;
            /** Failed */
            failed: number;
            /** Parts */
            parts: number;
            /** Queued */
            queued: number;
            /** Sent */
            sent: number;
        };
        /**
         * SoundView
         * @description A sound that is kept, by its name, for prompts and announcements to name within a day.
         */
        SoundView: {
            /** Seconds */
            seconds: number;
            /** Sound */
            sound: string;
        };
        /** StateBody */
        StateBody: {
            /**
             * State
             * @enum {string}
             */
            state: "open" | "kept" | "cancelled";
        };
        /**
         * SummaryView
         * @description Shares 0–1, waits in seconds: `mean_wait_s` of all, `asa_s` of the answered; `waited` the share that had to wait at all.
         */
        SummaryView: {
            abandon_rate: components["schemas"]["EstimateView"];
            asa_s: components["schemas"]["EstimateView"];
            mean_wait_s: components["schemas"]["EstimateView"];
            offered: components["schemas"]["EstimateView"];
            service_level: components["schemas"]["EstimateView"];
            waited: components["schemas"]["EstimateView"];
        };
        /**
         * TargetAgent
         * @description A colleague. `skills`: id → level; `phone`: can be rung.
         */
        TargetAgent: {
            /**
             * Activity
             * @enum {string}
             */
            activity: "idle" | "offered" | "talking" | "hold" | "consulting" | "wrapping_up" | "resting";
            /** Agent Id */
            agent_id: string;
            /** Name */
            name: string;
            /** Phone */
            phone: boolean;
            /**
             * Presence
             * @enum {string}
             */
            presence: "offline" | "ready" | "not_ready";
            /** Skills */
            skills: {
                [key: string]: number;
            };
        };
        /** TargetFlow */
        TargetFlow: {
            /** Flow Id */
            flow_id: string;
            /** Name */
            name: string;
        };
        /**
         * TargetQueue
         * @description A queue; of its own people `free` could answer now, `staffed` are there.
         */
        TargetQueue: {
            /** Free */
            free: number;
            /** Name */
            name: string;
            /** Queue Id */
            queue_id: string;
            /** Staffed */
            staffed: number;
            /** Waiting */
            waiting: number;
        };
        /**
         * TeamAnswers
         * @description Which calls a team of specialists is asked about: of these projects, and of queues that need one of these skills; none named: all.
         */
        TeamAnswers: {
            /** Project Ids */
            project_ids?: string[];
            /** Skill Ids */
            skill_ids?: string[];
        };
        /** TeamAnswersView */
        TeamAnswersView: {
            /** Project Ids */
            project_ids: string[];
            /** Skill Ids */
            skill_ids: string[];
        };
        /**
         * TeamChange
         * @description Agents who work together. `limits` protect them, unless they have their own; null: the workspace's. `answers`: what colleagues may ask
         *     the team beside a call; null: nothing.
         */
        TeamChange: {
            answers?: components["schemas"]["TeamAnswers"] | null;
            limits?: components["schemas"]["WorkLimits"] | null;
            /** Name */
            name?: string;
        };
        /** TeamView */
        TeamView: {
            answers: components["schemas"]["TeamAnswersView"] | null;
            limits: components["schemas"]["WorkLimitsView"] | null;
            /** Name */
            name: string;
            /** Team Id */
            team_id: string;
            /** Version */
            version: number;
        };
        /** TestCallBegun */
        TestCallBegun: {
            /** Test Id */
            test_id: string;
        };
        /**
         * TestCallView
         * @description `lost`: the brain that made it is not there any more. `sip_code` and `cause` (Q.850) as the other side said; `took_ms` until it was decided.
         */
        TestCallView: {
            /** Cause */
            cause: number | null;
            /** Outcome */
            outcome: ("ringing" | "answered" | "busy" | "declined" | "no_answer" | "failed") | "lost";
            /** Sip Code */
            sip_code: number | null;
            /** Took Ms */
            took_ms: number;
        };
        /** TestMail */
        TestMail: {
            /** To */
            to: string;
        };
        /** TestText */
        TestText: {
            /** To */
            to: string;
        };
        /**
         * TextView
         * @description How it stands with a text that was sent as a test. `code` has words on the screen; `reason` is what the gateway said. `unsure`: it may have come twice.
         */
        TextView: {
            /** Attempts */
            attempts: number;
            /** Code */
            code: string | null;
            /** Next At */
            next_at: string | null;
            /** Parts */
            parts: number;
            /** Reason */
            reason: string;
            /** State */
            state: "queued" | ("sent" | "delivered" | "undelivered" | "refused" | "failed");
            /** Text Id */
            text_id: string;
            /** Unsure */
            unsure: boolean;
        };
        /**
         * Timeline
         * @description Every event, in order.
         */
        Timeline: {
            /** Items */
            items: components["schemas"]["TimelineItem"][];
        };
        /**
         * TimelineItem
         * @description One event. `code` is `timeline.` and the event's type; `params` are the fact's plain values, with names and seconds added.
         *
         *     Of an offer: `why` as routing has kept it (codes, ids and counts), and `reasons`, the same in sentences.
         */
        TimelineItem: {
            /** Actor Id */
            actor_id: string | null;
            /** Actor Kind */
            actor_kind: string;
            /** Agent Id */
            agent_id: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Code */
            code: string;
            /** Params */
            params: {
                [key: string]: string | number | boolean | null;
            };
            /** Reasons */
            reasons: string[];
            /** Seq */
            seq: number;
            /** Type */
            type: string;
            /** Why */
            why: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Words */
            words: string;
        };
        /** TokenView */
        TokenView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Last Used At */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Roles */
            roles: ("administrator" | "supervisor" | "agent")[];
            /** Token Id */
            token_id: string;
            /** User Id */
            user_id: string;
        };
        /**
         * TokenWithSecret
         * @description `secret` is shown this once.
         */
        TokenWithSecret: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Last Used At */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Roles */
            roles: ("administrator" | "supervisor" | "agent")[];
            /** Secret */
            secret: string;
            /** Token Id */
            token_id: string;
            /** User Id */
            user_id: string;
        };
        /** ToldView */
        ToldView: {
            /** Course */
            course: components["schemas"]["PointView"][];
            report: components["schemas"]["ReportView"];
        };
        /** TrafficView */
        TrafficView: {
            /** Calls */
            calls: number;
            /** Nodes */
            nodes: components["schemas"]["NodeView"][];
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Ways */
            ways: components["schemas"]["WayView"][];
        };
        /**
         * TransferTargets
         * @description Whom the agent may bring a call to (commands `call_party` and `transfer` of the live socket), who is free first; `outside`: numbers
         *     may be called.
         */
        TransferTargets: {
            /** Colleagues */
            colleagues: components["schemas"]["TargetAgent"][];
            /** Flows */
            flows: components["schemas"]["TargetFlow"][];
            /** Outside */
            outside: boolean;
            /** Parked */
            parked: components["schemas"]["ParkedCallView"][];
            /** Queues */
            queues: components["schemas"]["TargetQueue"][];
        };
        /**
         * TrialForm
         * @description A draft to be called, in the language that the number called would have.
         */
        TrialForm: {
            /**
             * Document
             * @description A flow as docs/flow.schema.json describes it.
             */
            document: {
                [key: string]: unknown;
            };
            /**
             * Language
             * @example en
             */
            language: string;
        };
        /**
         * TrialView
         * @description Until it expires, `number` can be called with `phone`.
         */
        TrialView: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Number */
            number: string;
            phone: components["schemas"]["Phone"];
        };
        /**
         * TrunkChange
         * @description A way for calls to come in and go out. `server` such as sip:provider.example:5060.
         *
         *     `addresses` are the provider's: no other trunk's, none of this machine's, networks of 256 addresses (/24, IPv6 /64) at most. To
         *     register needs `server` and `user`. `prefixes`: numbers that go out by it begin so (none: all that the workspace allows); `max_calls` of them at
         *     once (null: no limit of its own). `spend_per_day`, `spend_per_month`: what they may come to, in whole units of the workspace's money, by the prices in the
         *     settings (null: no limit of its own); calls that talk when it is reached go on. `srtp`: sound is encrypted, or there is no call. `codecs` in the order of preference (none: G.711, G.722).
         *     `caller_id` is shown where the project shows no number. `trusted`: its Diversion and History-Info headers are believed.
         */
        TrunkChange: {
            /** Addresses */
            addresses?: string[];
            /** Caller Id */
            caller_id?: string | null;
            /** Codecs */
            codecs?: ("ulaw" | "alaw" | "g722" | "opus")[];
            /** Disabled */
            disabled?: boolean;
            /** Max Calls */
            max_calls?: number | null;
            /** Name */
            name?: string;
            /** Password */
            password?: string | null;
            /** Prefixes */
            prefixes?: string[];
            /** Registers */
            registers?: boolean;
            /** Server */
            server?: string | null;
            /** Spend Per Day */
            spend_per_day?: number | null;
            /** Spend Per Month */
            spend_per_month?: number | null;
            /** Srtp */
            srtp?: boolean;
            /**
             * Transport
             * @enum {string}
             */
            transport?: "udp" | "tcp" | "tls";
            /** Trusted */
            trusted?: boolean;
            /** User */
            user?: string | null;
        };
        /**
         * TrunkSpendingView
         * @description What calls by it have come to, in thousandths of the workspace's money; those that talk now as if they ended now. Null: it is being counted.
         */
        TrunkSpendingView: {
            /** Month */
            month: number | null;
            /** Today */
            today: number | null;
        };
        /**
         * TrunkStatusView
         * @description `sip_code` is what its server said to our registration, where it rejected it.
         */
        TrunkStatusView: {
            /** Sip Code */
            sip_code: number | null;
            /** State */
            state: ("registered" | "rejected" | "registering" | "reachable" | "unreachable" | "unknown" | "not_made" | "disabled") | ("certificate_untrusted" | "certificate_expired" | "certificate_of_another");
        };
        /**
         * TrunkView
         * @description The password never leaves the server: `has_password` tells that there is one.
         */
        TrunkView: {
            /** Addresses */
            addresses: string[];
            /** Caller Id */
            caller_id: string | null;
            /** Codecs */
            codecs: string[];
            /** Demo */
            demo: boolean;
            /** Disabled */
            disabled: boolean;
            /** Has Password */
            has_password: boolean;
            /** Max Calls */
            max_calls: number | null;
            /** Name */
            name: string;
            /** Prefixes */
            prefixes: string[];
            /** Registers */
            registers: boolean;
            /** Server */
            server: string | null;
            /** Spend Per Day */
            spend_per_day: number | null;
            /** Spend Per Month */
            spend_per_month: number | null;
            /** Srtp */
            srtp: boolean;
            /** Transport */
            transport: string;
            /** Trunk Id */
            trunk_id: string;
            /** Trusted */
            trusted: boolean;
            /** User */
            user: string | null;
            /** Version */
            version: number;
        };
        /**
         * TryNumber
         * @description A number of the demo, and what a caller of it meets.
         */
        TryNumber: {
            /** Client Name */
            client_name: string;
            /** Flow Name */
            flow_name: string;
            /** Language */
            language: string;
            /** Number */
            number: string;
            /** Project Name */
            project_name: string;
        };
        /** TryNumbers */
        TryNumbers: {
            /** Items */
            items: components["schemas"]["TryNumber"][];
        };
        /** TypedText */
        TypedText: {
            /**
             * Language
             * @example en
             */
            language: string;
            /** Text */
            text: string;
        };
        /**
         * UserForm
         * @description A new person. Without a password they cannot sign in yet.
         */
        UserForm: {
            /**
             * Auto Answer
             * @default false
             */
            auto_answer: boolean;
            /**
             * Extension
             * @default
             */
            extension: string;
            /** Language */
            language?: string | null;
            /** Languages */
            languages?: {
                [key: string]: number;
            };
            limits?: components["schemas"]["WorkLimits"] | null;
            /** Name */
            name: string;
            /** Password */
            password?: string | null;
            /**
             * Phone Kind
             * @default browser
             * @enum {string}
             */
            phone_kind: "browser" | "desk";
            /**
             * Project Ids
             * @default []
             */
            project_ids: string[];
            /** Roles */
            roles: ("administrator" | "supervisor" | "agent")[];
            /** Sign In */
            sign_in: string;
            /** Site Id */
            site_id?: string | null;
            /** Skills */
            skills?: {
                [key: string]: number;
            };
            /** Team Id */
            team_id?: string | null;
        };
        /**
         * UserPatch
         * @description What is named is changed.
         */
        UserPatch: {
            /** Auto Answer */
            auto_answer?: boolean;
            /** Disabled */
            disabled?: boolean;
            /** Extension */
            extension?: string;
            /** Language */
            language?: string | null;
            /** Languages */
            languages?: {
                [key: string]: number;
            };
            limits?: components["schemas"]["WorkLimits"] | null;
            /** Name */
            name?: string;
            /** Password */
            password?: string | null;
            /**
             * Phone Kind
             * @enum {string}
             */
            phone_kind?: "browser" | "desk";
            /** Project Ids */
            project_ids?: string[];
            /** Roles */
            roles?: ("administrator" | "supervisor" | "agent")[];
            /** Site Id */
            site_id?: string | null;
            /** Skills */
            skills?: {
                [key: string]: number;
            };
            /** Team Id */
            team_id?: string | null;
        };
        /**
         * UserView
         * @description A person. `role` is the one that may do most of `roles`; `skills` maps skill ids to levels 1–10.
         *
         *     `project_ids` are the only projects they work for (none: shared by all). `languages`: how well they speak them with callers, 1–10. `limits`
         *     protect them; null: their team's, or the workspace's.
         */
        UserView: {
            /** Agent Id */
            agent_id: string | null;
            /** Auto Answer */
            auto_answer: boolean;
            /** Disabled */
            disabled: boolean;
            /** Extension */
            extension: string;
            /** Language */
            language: string | null;
            /** Languages */
            languages: {
                [key: string]: number;
            };
            limits: components["schemas"]["WorkLimitsView"] | null;
            /** Name */
            name: string;
            /**
             * Phone Kind
             * @enum {string}
             */
            phone_kind: "browser" | "desk";
            /**
             * Phone Waits
             * @description The switch does not answer: the phone they had before works until it is back.
             */
            phone_waits: boolean;
            /** Project Ids */
            project_ids: string[];
            /**
             * Role
             * @enum {string}
             */
            role: "administrator" | "supervisor" | "agent";
            /** Roles */
            roles: ("administrator" | "supervisor" | "agent")[];
            /** Sign In */
            sign_in: string;
            /** Site Id */
            site_id: string | null;
            /** Skills */
            skills: {
                [key: string]: number;
            };
            /** Team Id */
            team_id: string | null;
            /**
             * Theme
             * @enum {string}
             */
            theme: "system" | "light" | "dark";
            /** User Id */
            user_id: string;
            /** Version */
            version: number;
        };
        /**
         * Voices
         * @description The languages in which typed texts can be spoken here, each with its engine and voice; and how many recognisers there are to understand
         *     callers who speak to a menu, of which `ready` answer now: 0 where there is no `model`, and then menus are by keys.
         */
        Voices: {
            /** Model */
            model: boolean;
            /** Ready */
            ready: number;
            /** Recognisers */
            recognisers: number;
            /** Voices */
            voices: {
                [key: string]: string;
            };
        };
        /**
         * Waiting
         * @description A caller whom the agent may pull (command `pull` of the live socket). `ring` 0: a queue of the agent's own; `offered`: somebody is
         *     being rung for it now; `callback`: not on the line, to be called back; `message`: it is for a voice message that was left, to be heard first.
         *     `expected_s`: within which nine in ten at its place are answered, from now.
         */
        Waiting: {
            /** Callback */
            callback: boolean;
            /** Expected S */
            expected_s: number | null;
            /** Interaction Id */
            interaction_id: string;
            /** Language */
            language: string;
            /** Message */
            message: boolean;
            /** Offered */
            offered: boolean;
            /** Priority */
            priority: number;
            /** Project Id */
            project_id: string | null;
            /** Queue Id */
            queue_id: string;
            /** Queue Name */
            queue_name: string | null;
            /** Ring */
            ring: number;
            /** Short Ref */
            short_ref: string;
            /** Waited S */
            waited_s: number;
        };
        /** WaitingCallers */
        WaitingCallers: {
            /** Items */
            items: components["schemas"]["Waiting"][];
        };
        /**
         * WayToQueue
         * @description A place of a number's flow where callers begin to wait, and what it asks for there.
         */
        WayToQueue: {
            /** Node */
            node: string;
            /** Priority */
            priority: number;
            /** Queue Id */
            queue_id: string;
            /** Skills */
            skills: components["schemas"]["Need"][];
        };
        /**
         * WayView
         * @description `way` as a node names it: `next`, `keys.1`, `ways.0`. `origin` is empty where calls begin.
         */
        WayView: {
            /** Calls */
            calls: number;
            /** Origin */
            origin: string;
            /** Target */
            target: string;
            /** Way */
            way: string;
        };
        /** WaysToQueues */
        WaysToQueues: {
            /** Items */
            items: components["schemas"]["WayToQueue"][];
        };
        /**
         * WhatIfChanges
         * @description What is otherwise than it was. `without`: agents who are not there. `skills`: agent → skill → level, 0 takes it away. `rings`: by queue, those
         *     beyond its own people. `targets`: by queue, the answer threshold in seconds. `policy`: for all queues; null: by what the workspace and its queues
         *     choose.
         */
        WhatIfChanges: {
            /**
             * More
             * @default []
             */
            more: components["schemas"]["MorePeople"][];
            policy?: components["schemas"]["WhatIfPolicy"] | null;
            /** Rings */
            rings?: {
                [key: string]: components["schemas"]["QueueRing"][];
            };
            /** Skills */
            skills?: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            /** Targets */
            targets?: {
                [key: string]: number;
            };
            /**
             * Without
             * @default []
             */
            without: string[];
        };
        /**
         * WhatIfForm
         * @description `day` in the workspace's time zone, today at the latest; what nobody knows of it is drawn by chance in each of the `runs`.
         */
        WhatIfForm: {
            /**
             * @default {
             *       "more": [],
             *       "rings": {},
             *       "skills": {},
             *       "targets": {},
             *       "without": []
             *     }
             */
            changes: components["schemas"]["WhatIfChanges"];
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Runs
             * @default 20
             */
            runs: number;
        };
        /**
         * WhatIfItem
         * @description One question. `problem`: a code, where it failed.
         */
        WhatIfItem: {
            changes: components["schemas"]["WhatIfChanges"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Ended At */
            ended_at: string | null;
            /** Job Id */
            job_id: string;
            /** Problem */
            problem: string | null;
            /** Progress */
            progress: number;
            /** Runs */
            runs: number;
            /** Started At */
            started_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            /** User Id */
            user_id: string;
            /** User Name */
            user_name: string | null;
        };
        /**
         * WhatIfPolicy
         * @description How a free agent's next caller and a caller's agent are chosen.
         */
        WhatIfPolicy: {
            /**
             * Code
             * @default fcfs_alis
             * @enum {string}
             */
            code: "fcfs_alis" | "ratio" | "cost_rate" | "fastest_first";
        };
        /**
         * WhatIfView
         * @description `answer` is null until it is done.
         */
        WhatIfView: {
            answer: components["schemas"]["AnswerView"] | null;
            changes: components["schemas"]["WhatIfChanges"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Ended At */
            ended_at: string | null;
            /** Job Id */
            job_id: string;
            /** Problem */
            problem: string | null;
            /** Progress */
            progress: number;
            /** Runs */
            runs: number;
            /** Started At */
            started_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            /** User Id */
            user_id: string;
            /** User Name */
            user_name: string | null;
        };
        /**
         * WorkLimits
         * @description What protects agents. `breather_after` calls without a pause they get a breather of `breather_s`; of the last `window_s` they are busy for no
         *     more than the share `occupancy_cap`, but for the call that they are in. Null: no such limit. `may_end`: agents may end a breather sooner.
         */
        WorkLimits: {
            /** Breather After */
            breather_after?: number | null;
            /**
             * Breather S
             * @default 60
             */
            breather_s: number;
            /**
             * May End
             * @default true
             */
            may_end: boolean;
            /** Occupancy Cap */
            occupancy_cap?: number | null;
            /**
             * Window S
             * @default 1800
             */
            window_s: number;
        };
        /** WorkLimitsView */
        WorkLimitsView: {
            /** Breather After */
            breather_after: number | null;
            /** Breather S */
            breather_s: number;
            /** May End */
            may_end: boolean;
            /** Occupancy Cap */
            occupancy_cap: number | null;
            /** Window S */
            window_s: number;
        };
        /**
         * WorkspaceView
         * @description Where one works. `zone` is an IANA name. `demo`: the demo workspace of a demo installation.
         */
        WorkspaceView: {
            /** Demo */
            demo: boolean;
            /** Language */
            language: string;
            /** Name */
            name: string;
            /** Slug */
            slug: string;
            /** Workspace Id */
            workspace_id: string;
            /** Zone */
            zone: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_announcements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnouncementList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_announcement: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAnnouncement"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnouncementView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_announcements_that_are_on: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnouncementList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_announcement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                announcement_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TokenView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenWithSecret"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_aside_groups: {
        parameters: {
            query: {
                interaction: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AsideGroupList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_asides: {
        parameters: {
            query?: {
                interaction?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AsideList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask_aside: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAsideBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AsideView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answer_aside: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                aside_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLineBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AsideView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_aside_seen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                aside_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Seen"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_aside_solved: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                aside_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_audit: {
        parameters: {
            query?: {
                /** @description One group of entries; without it, all. */
                what?: ("changes" | "looks" | "sign_ins") | null;
                user?: string | null;
                /** @description At or after. */
                from?: string | null;
                /** @description Before. */
                to?: string | null;
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_blocks: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_block: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBlock"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_block: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                block_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_block: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                block_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlockPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_call: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnCall"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCallMade"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_call_choices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallChoices"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_clients: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ClientView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_clients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClient"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_clients: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_clients: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_clients: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find_contacts: {
        parameters: {
            query: {
                q: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ContactView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erase_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_contact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_contact_interactions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InteractionItem_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_dispositions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DispositionView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_dispositions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDisposition"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispositionView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_dispositions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                disposition_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispositionView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_dispositions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                disposition_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_dispositions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                disposition_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispositionChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispositionView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    callback_figures: {
        parameters: {
            query: {
                /** @description The first day. */
                from: string;
                /** @description The last day. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackDays"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    owner_figures: {
        parameters: {
            query: {
                /** @description The first day. */
                from: string;
                /** @description The last day. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerDays"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    queue_figures: {
        parameters: {
            query: {
                /** @description The first day. */
                from: string;
                /** @description The last day. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueDayList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_services: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Services"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_flows: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FlowView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_flow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlow"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_flow: {
        parameters: {
            query?: {
                /** @description Whose document it is: it must not lead into itself. */
                flow_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowProblems"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulationForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_flow_head: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_flow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_flow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_draft: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discard_draft: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_traffic: {
        parameters: {
            query?: {
                /** @description The workspace's day, or it and six before. */
                period?: "today" | "week";
            };
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrafficView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_trial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_flow_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FlowVersionView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publish_flow: {
        parameters: {
            query?: {
                /** @description The version that it was made from: refused when another is published. */
                base?: number | null;
            };
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowVersionView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_flow_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowVersionView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_follow_ups: {
        parameters: {
            query?: {
                done?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUpList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    call_follow_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUpCall"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_follow_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopen_follow_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_groups: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_GroupView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGroup"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_groups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_groups: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_groups: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_hours: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_HoursView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_hours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHours"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoursView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_hours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hours_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoursView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_hours: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                hours_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_hours: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                hours_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoursChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoursView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_interactions: {
        parameters: {
            query?: {
                /** @description Started at or after. */
                from?: string | null;
                /** @description Started before. */
                to?: string | null;
                queue?: string | null;
                agent?: string | null;
                project?: string | null;
                result?: ("handled" | "abandoned_in_flow" | "abandoned_in_queue" | "ended_in_flow" | "voicemail" | "closed" | "unknown_number" | "blocked" | "rejected" | "failed") | null;
                /** @description A short reference, or a caller's number or name. */
                q?: string | null;
                /** @description Only those with an unfinished note of the reader. */
                drafted?: boolean;
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InteractionItem_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tell_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportMade"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_interaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InteractionView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correct_disposition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Correction"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_form: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFormView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    write_form: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FormWritten"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFormView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_note_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteDraft"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    write_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decide_owner_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
                note_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerDecision"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseAsked"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResumeAsked"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_timeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                interaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_listening_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Phone"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_mail_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailSettingsView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_mail_settings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailSettingsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailSettingsView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_test_mail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestMail"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailTried"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_numbers: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_NumberView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_numbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNumber"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_numbers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_numbers: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                number_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_numbers: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                number_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumberChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_ways: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaysToQueues"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_own_prompts: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OwnPromptView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_own_prompt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOwnPrompt"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnPromptView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_own_prompt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                prompt_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnPromptView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_own_prompt: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                prompt_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_own_prompt: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                prompt_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPromptChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnPromptView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_owner_answers: {
        parameters: {
            query?: {
                state?: "new" | "kept" | "dropped";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerAnswerList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_owners: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OwnerView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_owners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOwner"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_owners: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_owners: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                owner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_owners: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                owner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnerChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Phone"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_phone_book: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_entry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEntry"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    empty_phone_book: {
        parameters: {
            query: {
                scope: "own" | "team" | "queue" | "house";
                team_id?: string | null;
                queue_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emptied"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_phone_book: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Import"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryFields"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProjectView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_projects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProject"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_projects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_projects: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_projects: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_promises: {
        parameters: {
            query?: {
                state?: ("open" | "overdue" | "kept" | "cancelled") | null;
                kind?: ("message" | "call_back" | "voicemail") | null;
                project_id?: string | null;
                client_id?: string | null;
                interaction_id?: string | null;
                contact_id?: string | null;
                mine?: boolean;
                q?: string;
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PromiseView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_promise: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromiseBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_promise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                promise_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mail_promise_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                promise_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_promise_state: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                promise_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StateBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_prompts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prompts"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_prompt_audio: {
        parameters: {
            query?: {
                language?: string;
                /** @description Of a family. */
                number?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The recording. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_queues: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_QueueView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_queues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQueue"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_queues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_queues: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                queue_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_queues: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                queue_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueueChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_reasons: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReasonView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_reasons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_reasons: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reason_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_reasons: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                reason_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_reasons: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                reason_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_audio: {
        parameters: {
            query?: {
                /** @description Save it as a file: kept in the audit as an export. */
                download?: boolean;
            };
            header?: {
                Range?: string | null;
            };
            path: {
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /** @description The range. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_peaks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Peaks"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    probe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Probe"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeResult"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_targets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferTargets"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_waiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingCallers"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_segment_numbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentCounts"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_segments: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CallerSegmentView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_segments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCallerSegment"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallerSegmentView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_number: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumberToTry"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentFound"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_segments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caller_segment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallerSegmentView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_segments: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                caller_segment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_segments: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                caller_segment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallerSegmentChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallerSegmentView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_numbers_in_segment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caller_segment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumbersToList"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumbersListed"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    empty_segment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caller_segment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SessionView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_settings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_shift_checks: {
        parameters: {
            query?: {
                user?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftCheckList"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keep_shift_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShiftCheck"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftCheckView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sites: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SiteView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_sites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSite"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_sites: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_sites: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_sites: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_levels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LevelsForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LevelsSaved"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_skills: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SkillView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_skills: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSkill"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkillView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_skills: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                skill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkillView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_skills: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                skill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_skills: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                skill_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SkillChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkillView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_sms_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsSettingsView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_sms_settings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SmsSettingsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsSettingsView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_test_text: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestText"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_test_text: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                text_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_sms_today: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsToday"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    take_sound: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "audio/wav": string;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SoundView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_sound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sound: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description WAV, 8 kHz. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_voices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Voices"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listen_to_text: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypedText"];
            };
        };
        responses: {
            /** @description WAV, 8 kHz. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_teams: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TeamView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_teams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_teams: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_teams: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_teams: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                team_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_trunks: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TrunkView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_trunks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrunk"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_trunks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_trunks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_trunks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrunkChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_trunk_spending: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkSpendingView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_trunk_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkStatusView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_test_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTestCall"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestCallBegun"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_test_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
                test_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestCallView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_numbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TryNumbers"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_try_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Phone"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserView_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, such as "3"; * for any. */
                "If-Match"?: string | null;
            };
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_desk_phone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskPhone"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_what_ifs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WhatIfItem_"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask_what_if: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhatIfForm"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatIfView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_what_if: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatIfView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forget_what_if: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_what_if: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatIfView"];
                };
            };
            /** @description It was refused or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
