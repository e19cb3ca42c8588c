// Made by `npm run generate` from the server's definitions. Do not edit.

export interface paths {
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
         * @description End this session.
         */
        delete: operations["sign_out"];
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
         * AgentView
         * @description Collection `agents`; also the single entity `me` of a desk. `since` is when this state (presence, reason, activity) began.
         */
        LiveAgentView: {
            /** @enum {unknown} */
            activity: "hold" | "idle" | "offered" | "talking" | "wrapping_up";
            agent_id: string;
            interaction_id: string | null;
            misses: number;
            name: string;
            phone: boolean;
            phone_session_id: string | null;
            /** @enum {unknown} */
            presence: "not_ready" | "offline" | "ready";
            queue_id: string | null;
            reason: string | null;
            since: string;
            skills: {
                [key: string]: number;
            };
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
         * CallView
         * @description Collection `calls`: an interaction that is up, or in an agent's wrap-up.
         *
         *         `state`: flow, waiting, offered, talking, hold, lost (the agent's leg is being restored), voicemail, ending, wrapping_up.
         */
        LiveCallView: {
            agent_id: string | null;
            agent_name: string | null;
            answered_at: string | null;
            caller_name: string | null;
            caller_number: string;
            client_name: string | null;
            contact_id: string | null;
            contact_known: boolean;
            entered_queue_at: string | null;
            hold_ms: number;
            hold_since: string | null;
            interaction_id: string;
            keys: string;
            language: string;
            number: string;
            offer_deadline: string | null;
            offer_id: string | null;
            priority: number;
            project_id: string | null;
            project_name: string | null;
            queue_id: string | null;
            queue_name: string | null;
            recording: boolean;
            segment_id: string | null;
            short_ref: string;
            since: string;
            started_at: string;
            state: string;
            waited_ms: number | null;
            why: {
                [key: string]: unknown;
            } | null;
            wrap_up_deadline: string | null;
        };
        LiveClientFrame: components["schemas"]["LiveSubscribe"] | components["schemas"]["LiveUnsubscribe"] | components["schemas"]["LiveCommand"] | components["schemas"]["LivePing"];
        /**
         * Command
         * @description `id` is the idempotency key (a UUID made by the page); a repeated id gets the first answer again.
         */
        LiveCommand: {
            command: components["schemas"]["LiveSetPresence"] | components["schemas"]["LiveDeclineOffer"] | components["schemas"]["LiveHangUp"] | components["schemas"]["LiveHold"] | components["schemas"]["LiveResume"] | components["schemas"]["LiveExtendWrapUp"] | components["schemas"]["LiveFinishWrapUp"] | components["schemas"]["LivePhoneOpened"] | components["schemas"]["LivePhoneReady"];
            id: string;
            /** @enum {unknown} */
            type: "command";
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
            /**
             * @default ready
             * @enum {unknown}
             */
            then: "not_ready" | "ready";
            /** @enum {unknown} */
            type: "finish_wrap_up";
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
         * PhoneOpened
         * @description A page of this agent has been given the phone (the edge says so when it hands out the secret).
         *
         *         Pages with another phone session are told that they lost it; a leg of the old page is hung up and its call kept.
         */
        LivePhoneOpened: {
            agent_id: string;
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
        /** Ping */
        LivePing: {
            /** @enum {unknown} */
            type: "ping";
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
         */
        LiveQueueView: {
            abandoned: number;
            answered: number;
            answered_in_target: number;
            client_name: string;
            longest_since: string | null;
            name: string;
            offered: number;
            project_name: string;
            queue_id: string;
            ready: number;
            service_level: number | null;
            service_level_target: number;
            short_abandoned: number;
            staffed: number;
            talking: number;
            target_s: number;
            wait_sum_ms: number;
            waiting: number;
        };
        /** Remove */
        LiveRemove: {
            collection: string;
            id: string;
            /** @enum {unknown} */
            type: "remove";
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
         * Subscribe
         * @description Ask for a topic: `desk` (one's own; the edge makes it `desk:{agent_id}`) or `board`. Also used to resync: a snapshot follows.
         */
        LiveSubscribe: {
            topic: string;
            /** @enum {unknown} */
            type: "subscribe";
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
        };
        /** Unsubscribe */
        LiveUnsubscribe: {
            topic: string;
            /** @enum {unknown} */
            type: "unsubscribe";
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
            /**
             * Auto Answer
             * @default false
             */
            auto_answer: boolean;
            /** Language */
            language?: string | null;
            /**
             * Theme
             * @default system
             * @enum {string}
             */
            theme: "system" | "light" | "dark";
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
}
