// Written by `npm run generate`; not edited by hand.
// openapi.json: 1f52de991fa300bcdc3808d0ddb1bc07181a88e3482dd58915eb8c5e3ed31196

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process lives. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether database, Temporal and a worker answer. */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/secret_key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many stored secrets the present key sealed, and how many are left of older ones. */
        get: operations["getSecretKeyUse"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/secret_key/reseal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Seals with the present key what older keys sealed. Repeat it until nothing is left. */
        post: operations["resealSecrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/needs_attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What needs attention, newest first unless sorted otherwise; a partner sees its own. */
        get: operations["listNeedsAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The background jobs of every process of the hub: when each ran last, what failed, when it runs next. */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Objects of every kind by a part of their name or by their id (99812 or #99812); a partner finds its own. */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workers of the hub: their slots, their platform and the toolchains that builds and runs find there. */
        get: operations["listWorkers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/build_secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The names of the secrets that an integration's builds have; never their values. */
        get: operations["listBuildSecrets"];
        put?: never;
        /** Sets a secret, in place of an earlier one of its name, that builds of the integration have as a variable or a file of HOME, and runs never. */
        post: operations["setBuildSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/build_secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a build secret; the next build goes without it. */
        delete: operations["removeBuildSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The integrations; archived ones only with archived=true or state=archived. */
        get: operations["listIntegrations"];
        put?: never;
        /** Makes an integration; takes an Idempotency-Key. */
        post: operations["createIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many integrations there are in each state. */
        get: operations["countIntegrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One integration. */
        get: operations["getIntegration"];
        put?: never;
        post?: never;
        /** Archives an integration that has no live tenants. */
        delete: operations["archiveIntegration"];
        options?: never;
        head?: never;
        /** Changes the given fields; If-Match guards against edits of others. */
        patch: operations["patchIntegration"];
        trace?: never;
    };
    "/v2/integrations/{id}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings an archived integration back in the state that it had; its tenants stay archived. */
        post: operations["unarchiveIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Triggers a run of the end user's tenant; takes an Idempotency-Key. */
        post: operations["syncIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The releases of an integration, newest first unless sorted otherwise; all of them where no limit is given. */
        get: operations["listReleases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The releases of the hub without their schemas, newest first unless sorted otherwise. */
        get: operations["listAllReleases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/releases/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The default release of an integration. */
        get: operations["getDefaultRelease"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/releases/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The highest-numbered ready release of the tracking branch. */
        get: operations["getLatestRelease"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/releases/{release_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One release of an integration. */
        get: operations["getIntegrationRelease"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenants; archived ones only with archived=true. */
        get: operations["listTenants"];
        put?: never;
        /** Installs an integration for a customer, paused; takes an Idempotency-Key. */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many tenants have each status, of those that the filters of listTenants take; one may have several. */
        get: operations["countTenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One tenant. */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        /** Archives a tenant and cancels its queued runs. */
        delete: operations["archiveTenant"];
        options?: never;
        head?: never;
        /** Changes the given fields; configs replaces all configs. If-Match guards against edits of others. */
        patch: operations["patchTenant"];
        trace?: never;
    };
    "/v2/tenants/{id}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings an archived tenant back as it was; what it missed is not caught up. */
        post: operations["unarchiveTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Triggers a run; the body becomes the trigger's payload. Takes an Idempotency-Key. */
        post: operations["syncTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same as syncTenant, at the address of older Pandium clients. */
        post: operations["runTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops the schedule of a tenant; webhooks wait, syncs by hand go on. Of a paused one it changes note and until. */
        post: operations["pauseTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the pause of a tenant: it syncs again from its next time on, nothing is caught up. */
        post: operations["resumeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/pauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pauses of a tenant, the present one included, newest first unless sorted otherwise. */
        get: operations["listTenantPauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/schedule/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The next times of a tenant as it will sync, spread included; of the schedule in the query where one is given. */
        get: operations["previewSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/backfill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Syncs for the times that were missed in a past range; dry_run counts them. Takes an Idempotency-Key. */
        post: operations["backfillTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/bulk_pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses the active ones of the tenants that a filter takes, all or none; dry_run counts them first. */
        post: operations["pauseTenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/bulk_resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resumes the paused ones of the tenants that a filter takes, all or none; dry_run counts them first. */
        post: operations["resumeTenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/bulk_sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Triggers a run of each tenant that a filter takes; dry_run counts them first. Takes an Idempotency-Key. */
        post: operations["syncTenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/bulk_archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archives the tenants that a filter takes and cancels their queued runs; dry_run counts them first. */
        post: operations["archiveTenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs of a tenant, newest first unless sorted otherwise. */
        get: operations["listTenantRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The metadata of a tenant. */
        get: operations["getTenantMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Merges the body into a tenant's metadata, key by key. */
        patch: operations["patchTenantMetadata"];
        trace?: never;
    };
    "/v2/tenants/{id}/configs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The form of a tenant's configs; of another ready release with release_id. */
        get: operations["getTenantConfigs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tenants/{id}/configs/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetches the options of dynamic configs by an init sync, or joins the one under way; takes an Idempotency-Key. */
        post: operations["refreshTenantConfigs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs of the hub, newest first unless sorted otherwise. */
        get: operations["listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many runs there are in each phase, of those that the filters of listRuns take. */
        get: operations["countRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run. */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a run's end; asking again changes nothing. */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/bulk_cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for the end of the queued and running ones of the runs that a filter takes; dry_run counts them first. */
        post: operations["cancelRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queues an ended run once more, with the payloads of its triggers; takes an Idempotency-Key. */
        post: operations["rerunRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/bulk_rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queues the ended ones of the runs that a filter takes once more; dry_run counts them first. Takes an Idempotency-Key. */
        post: operations["rerunRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Redirects to a signed link to the log that expires in 15 minutes. */
        get: operations["getRunLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/{id}/log_lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbered lines of the log: its tail, or those next to a line; waits for new ones where asked to. */
        get: operations["listRunLogLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/{id}/log_search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of the log that hold a text, with the lines around them. */
        get: operations["searchRunLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Log lines and phases as server-sent events; Last-Event-ID resumes after that line. */
        get: operations["followRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/runs/triggers/{trigger_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The status of a trigger's run, in Pandium's words. */
        get: operations["getTriggerStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/run_logs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stderr lines of a run, by a signed link. */
        get: operations["readSignedRunLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One partner; a partner sees itself. */
        get: operations["getPartner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Sets how many runs of a partner there may be at once. */
        patch: operations["patchPartner"];
        trace?: never;
    };
    "/v2/releases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One release. */
        get: operations["getRelease"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/releases/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The build log of a release, as far as it is stored. */
        get: operations["getReleaseLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/releases/{id}/log_lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbered lines of the build log: its tail, or those next to a line; waits for new ones where asked to. */
        get: operations["listReleaseLogLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/releases/{id}/log_search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of the build log that hold a text, with the lines around them. */
        get: operations["searchReleaseLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/releases/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of the build log and states as server-sent events; Last-Event-ID resumes after that line. */
        get: operations["followRelease"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/releases/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a build that has not ended; asking again changes nothing. */
        post: operations["cancelRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/releases/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Builds an ended release once more, as a new one with the next number. Takes an Idempotency-Key. */
        post: operations["retryRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/sourcecontrol/build": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Builds a release of the tracking branch, or of another branch, a tag or a commit (ref); tag is a label, no_cache builds everything anew. Takes an Idempotency-Key. */
        post: operations["buildRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/egress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the runs of an integration may reach: opened hosts, and the list that the rest is narrowed to. */
        get: operations["getEgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Opens hosts to the runs of an integration, and narrows the rest to a list of names; the next attempt has it. */
        patch: operations["patchEgress"];
        trace?: never;
    };
    "/v2/integrations/{id}/repository": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An integration's repository: its head, the last push, and whether it can be read. */
        get: operations["getRepository"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/repository/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last test of an integration's repository; state running until it is over. */
        get: operations["getRepositoryTest"];
        put?: never;
        /** Begins to read an integration's repository as a build would; GET returns the outcome. */
        post: operations["testRepository"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a webhook reports pushes, and the last ones; never the webhook's address or secret. */
        get: operations["getGitHook"];
        put?: never;
        /** Makes a webhook address and secret in place of the old ones; the answer is the only place that shows them. */
        post: operations["rotateGitHook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/git/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes pushes from GitHub, GitLab, Bitbucket (Cloud and Server) and Azure DevOps, each by its own proof. */
        post: operations["receiveGitHook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/source_connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the hub signs in at git hosts, without secrets, with the repositories that use each and their state. */
        get: operations["listSourceConnections"];
        put?: never;
        /** Stores how the hub signs in at a git host; the secret is never shown again. */
        post: operations["createSourceConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/source_connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One source connection, without its secret. */
        get: operations["getSourceConnection"];
        put?: never;
        post?: never;
        /** Removes a connection that no integration uses, with its secret. */
        delete: operations["removeSourceConnection"];
        options?: never;
        head?: never;
        /** Changes the given fields; a secret that is left out stays. */
        patch: operations["patchSourceConnection"];
        trace?: never;
    };
    "/v2/schedules/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last reconciliations of schedules, newest first: the drift that was found and repaired. */
        get: operations["listReconciliations"];
        put?: never;
        /** Asks for a thorough pass over the timers of schedules; a worker begins it within seconds. */
        post: operations["requestReconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenants that have a schedule, the next to sync first unless sorted otherwise. */
        get: operations["listSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/schedules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The next times of the schedule in the query, of no tenant: without the spread that each one has. */
        get: operations["previewProposedSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The named channels of an integration, by name unless sorted otherwise; Default and Latest are always there and not listed. */
        get: operations["listChannels"];
        put?: never;
        /** Adds a named channel that points at a ready release or follows latest. Takes an Idempotency-Key. */
        post: operations["createChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a named channel that no tenant follows. */
        delete: operations["deleteChannel"];
        options?: never;
        head?: never;
        /** Points the channel at another ready release and moves its followers, or lets it follow latest. */
        patch: operations["patchChannel"];
        trace?: never;
    };
    "/v2/integrations/{id}/default_release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a ready release the default one and moves its followers, at once or in steps. */
        post: operations["setDefaultRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/rollouts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a rollout would do: affected tenants, schema changes, tenants whose configs do not fit. Changes nothing. */
        post: operations["previewRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{id}/rollouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rollouts of an integration, newest first unless sorted otherwise. */
        get: operations["listRollouts"];
        put?: never;
        /** Moves a channel or tenants in bulk, at once or in steps; preview it first. Takes an Idempotency-Key. */
        post: operations["createRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/rollouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rollouts of the hub, newest first unless sorted otherwise. */
        get: operations["listAllRollouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/rollouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rollout with its progress. */
        get: operations["getRollout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/rollouts/{id}/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the rollout has done with each of its tenants; state=held lists those that need reconfiguration. */
        get: operations["listRolloutTenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/rollouts/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops the rollout where it is; its tenants stay where they are. */
        post: operations["pauseRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/rollouts/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with a paused or halted rollout. */
        post: operations["resumeRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/rollouts/{id}/abort": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the rollout; tenants that it has not reached stay where they are. */
        post: operations["abortRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/rollouts/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes every tenant that the rollout moved, and its channel, back to where they were. */
        post: operations["rollbackRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/api_keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API keys, without their secrets. */
        get: operations["listApiKeys"];
        put?: never;
        /** Makes an API key; the answer is the only place that ever shows it. */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/api_keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes an API key at once. */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with e-mail and password. */
        post: operations["createSession"];
        /** Signs out: the session ends at once. */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/session/second_factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Completes a sign-in with the code of an authenticator app, or a recovery code. */
        post: operations["passSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a secret for an authenticator app. */
        post: operations["beginTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the password; all other sessions end. */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/me/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches the second factor on with a first code. */
        post: operations["confirmTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/me/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches the second factor off. */
        post: operations["disableTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller: person or key, role, and what it may do. */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes name and preferences of the person who is signed in. */
        patch: operations["patchMe"];
        trace?: never;
    };
    "/v2/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the person is signed in. */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/me/totp/recovery_codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes new recovery codes; the old ones stop working. */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mails a link to a new address, which counts once the link is opened. */
        post: operations["requestEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/me/sessions/revoke_others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends every session of the person but this one. */
        post: operations["revokeOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one session of the person. */
        delete: operations["revokeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the password of somebody who was invited, and signs them in. */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/email_changes/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the new address the one of the account. */
        post: operations["confirmEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the owner that the printed link is for, and signs them in. */
        post: operations["createOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/password_resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mails a link to choose a new password. The answer is the same whether the address has an account or not. */
        post: operations["createPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/invitations/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation is for. The token is in the body, so that no log has it. */
        post: operations["readInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/setup/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks the link that `npm start` prints for the first owner. */
        post: operations["readOwnerLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/password_resets/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whose password a link resets. */
        post: operations["readPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/password_resets/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password; every session of the account ends. */
        post: operations["usePasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/users/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an account and its sessions at once. */
        post: operations["deactivateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hub's own people. */
        get: operations["listUsers"];
        put?: never;
        /** Invites somebody to the hub by e-mail. */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/users/{id}": {
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
        /** Changes name or role. Another role ends the sessions of that person. */
        patch: operations["patchUser"];
        trace?: never;
    };
    "/v2/users/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a deactivated person sign in again. */
        post: operations["reactivateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/users/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mails a new link; earlier ones stop working. */
        post: operations["resendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What admins set for the whole hub. */
        get: operations["getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes settings of the whole hub. */
        patch: operations["patchSettings"];
        trace?: never;
    };
    "/v2/mails/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One e-mail. Its content is shown only where no mail server is set: it may hold a link. */
        get: operations["getMail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The outbox of e-mails, newest first, without their content. */
        get: operations["listMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/mails/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queues a mail that was given up, or whose content is still kept, once more. */
        post: operations["resendMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/activity/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as CSV, at most the newest 100,000 entries. */
        get: operations["exportActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, newest first. */
        get: operations["listActivity"];
        put?: never;
        post?: never;
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
        AcceptedRefresh: {
            trigger_id: string;
            run_id: number;
            /** @description An init sync was under way already; it serves this refresh too. */
            joined: boolean;
        };
        AcceptedTrigger: {
            trigger_id: string;
        };
        /** @enum {string} */
        AccountNeed: "second_factor";
        Activity: {
            id: number;
            /** Format: date-time */
            date: string;
            actor: string;
            actor_name: string | null;
            action: string;
            subject_kind: string;
            subject_id: number | null;
            integration_id: number | null;
            partner_id: number | null;
            before: {
                [key: string]: unknown;
            } | null;
            after: {
                [key: string]: unknown;
            } | null;
            via: string | null;
            request_id: string | null;
            address: string | null;
        };
        ApiKey: {
            id: number;
            name: string;
            prefix: string;
            role: components["schemas"]["Role"];
            partner_id: number | null;
            created_by: string;
            /** Format: date-time */
            created_date: string;
            expires_date: string | null;
            last_used_date: string | null;
            revoked_date: string | null;
        };
        Attention: {
            kind: components["schemas"]["AttentionKind"];
            /** Format: date-time */
            since: string;
            /** @description What is wrong and what to do, in one sentence. */
            message: string;
            tenant_id: number | null;
            tenant_name: string | null;
            integration_id: number;
            integration_name: string;
            partner_id: number | null;
            run_id: number | null;
            release_id: number | null;
            failure_class: components["schemas"]["FailureClass"] | null;
            failures: number | null;
            waiting_for: string | null;
        };
        /** @enum {string} */
        AttentionKind: "failing" | "init_failed" | "held" | "reconnect" | "waiting" | "broken_build" | "unreachable_repository";
        Backfill: {
            /** @description The times of the range that were missed. */
            count: number;
            /** @description The first 100 of them. */
            times: string[];
            /** @description Of these, those that became triggers. */
            queued: number;
            run_id: number | null;
        };
        BuildInput: {
            tag?: string | null;
            integration_id: number;
            branch?: string | null;
            ref?: components["schemas"]["Ref"] | null;
            no_cache?: boolean;
        };
        BuildSecret: {
            name: string;
            file: string | null;
        };
        BuildSecretInput: {
            /** @description Capital letters, digits and "_"; the variable, where it is none of a file. */
            name: string;
            /** @description Never returned. 8 characters at least, 64 KiB at most. */
            value: string;
            file?: string | null;
        };
        BulkOutcome: {
            /** @description Of the objects that it is about. */
            count: number;
            changed: number;
            /** @description Of those that could not be changed; the others were. */
            refused_count: number;
            /** @description The first hundred of these, and why. */
            refused: {
                id: number;
                code: components["schemas"]["ErrorCode"];
                message: string;
            }[];
        };
        BulkResult: {
            /** @description Of the tenants that it is about. */
            count: number;
            changed: number;
        };
        Channel: {
            id: number;
            integration_id: number;
            name: string;
            release_id: number | null;
            follows_latest: boolean;
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
        };
        ChannelPatch: {
            release_id?: number;
            follows_latest?: boolean;
            gradual?: components["schemas"]["GradualRollout"] | null;
        };
        ConfigChoices: {
            /** @enum {string} */
            kind: "static" | "definition" | "metadata";
            source: string | null;
            origin: ("fetched" | "manifest") | null;
            /** @enum {string} */
            state: "options" | "placeholder" | "progress" | "error";
            message: string | null;
            placeholder: string | null;
            multiple: boolean;
            options: components["schemas"]["ConfigOption"][];
            depends_on: string | null;
            options_by_parent: {
                [key: string]: components["schemas"]["ConfigOption"][];
            } | null;
            no_longer_offered: unknown[];
            fetched_date: string | null;
            age_s: number | null;
            stale: boolean;
            run_id: number | null;
            release_id: number | null;
        };
        ConfigField: {
            name: string;
            label: string;
            hint: string | null;
            required: boolean;
            /** @description Users of the hub only. */
            admin: boolean;
            set: boolean;
            value: unknown;
            choices: components["schemas"]["ConfigChoices"] | null;
        };
        ConfigForm: {
            tenant_id: number;
            release_id: number | null;
            held_from_release_id: number | null;
            schema: {
                [key: string]: unknown;
            } | null;
            uischema: {
                [key: string]: unknown;
            } | null;
            values: {
                [key: string]: unknown;
            };
            fields: components["schemas"]["ConfigField"][];
            stale_after_s: number;
            refresh: components["schemas"]["ConfigRefresh"];
            issues: components["schemas"]["ConfigIssue"][];
            warnings: components["schemas"]["ConfigIssue"][];
        };
        ConfigIssue: {
            pointer: string;
            code: string;
            message: string;
        };
        ConfigOption: {
            const: unknown;
            title: string;
        };
        ConfigRefresh: {
            current: {
                run_id: number;
                /** @enum {string} */
                phase: "queued" | "running";
                waiting_for: string | null;
                /** Format: date-time */
                queued_at: string;
                started_date: string | null;
            } | null;
            last: {
                run_id: number;
                release_id: number | null;
                /** @enum {string} */
                phase: "succeeded" | "failed" | "cancelled";
                /** Format: date-time */
                completed_date: string;
                error: {
                    class: string;
                    message: string;
                } | null;
            } | null;
        };
        CreateApiKey: {
            name: string;
            role: components["schemas"]["Role"];
            partner_id?: number | null;
            expires_date?: string | null;
        };
        CreateChannel: {
            /** @description Lower-case letters and digits; "-" between them. */
            name: string;
            release_id?: number | null;
            follows_latest?: boolean;
        };
        CreateIntegration: {
            repository_url?: string | null;
            repository_tracking_branch?: string | null;
            repository_path?: string | null;
            source_connection_id?: number | null;
            short_description?: string | null;
            long_description?: string | null;
            external_link?: string | null;
            default_release_channel?: components["schemas"]["DefaultChannel"] | null;
            default_release_id?: number | null;
            limits?: components["schemas"]["RunLimits"];
            retry_policy?: components["schemas"]["RetryPolicy"];
            run_cap?: number | null;
            schedule?: components["schemas"]["SchedulePolicyInput"];
            /** @description Lower-case letters and digits; "-" between them. */
            name: string;
            long_name?: string;
            type?: components["schemas"]["IntegrationType"];
            partner_id?: number | null;
        };
        CreateSourceConnection: {
            name: string;
            provider: components["schemas"]["SourceProvider"];
            host?: string | null;
            username?: string | null;
            /** @description Token or app password. */
            secret?: string;
            partner_id?: number | null;
        };
        CreateTenant: {
            user_schedule?: string | null;
            sync_schedule?: components["schemas"]["Schedule"] | null;
            integration_release_id?: number | null;
            integration_release_channel?: string | null;
            configs?: {
                [key: string]: unknown;
            };
            end_user_id?: string | null;
            /** @description Lower-case letters and digits; "-" between them. */
            name: string;
            integration_id: number;
        };
        CreatedApiKey: {
            id: number;
            name: string;
            prefix: string;
            role: components["schemas"]["Role"];
            partner_id: number | null;
            created_by: string;
            /** Format: date-time */
            created_date: string;
            expires_date: string | null;
            last_used_date: string | null;
            revoked_date: string | null;
            api_key: string;
        };
        CreatedGitHook: {
            url: string;
            /** @description Secret or token; the password of basic authentication for Azure DevOps. */
            secret: string;
            /** @description For basic authentication (Azure DevOps) only. */
            username: string;
        };
        /** @enum {string} */
        DefaultChannel: "Default" | "Latest";
        EffectiveRunLimits: {
            time_s: number;
            memory_mib: number;
            cpus: number;
            processes: number;
            disk_mib: number;
            output_mb: number;
        };
        EffectiveSchedule: {
            schedule: components["schemas"]["Schedule"];
            /** @enum {string} */
            source: "tenant" | "user" | "integration";
        };
        Egress: {
            /** @description Reachable although their address may be private. */
            opened: {
                /** @description An exact name, or an IPv4 address. */
                host: string;
                port: number | null;
            }[];
            allowed: string[] | null;
        };
        EgressPatch: {
            /** @description Reachable although their address may be private. */
            opened?: {
                /** @description An exact name, or an IPv4 address. */
                host: string;
                port: number | null;
            }[];
            allowed?: string[] | null;
        };
        /** @enum {string} */
        ErrorCode: "archived" | "artifact_corrupt" | "artifact_gone" | "artifact_missing" | "artifact_too_large" | "config_invalid" | "conflict" | "connection_in_use" | "csrf_refused" | "database_unavailable" | "disk_full" | "email_taken" | "forbidden" | "git_address_refused" | "git_authentication" | "git_hostile_tree" | "git_ref_not_found" | "git_repository" | "git_timeout" | "git_too_large" | "git_too_slow" | "git_unreachable" | "has_live_tenants" | "idempotency_key_reused" | "internal" | "invalid_input" | "invalid_json" | "last_owner" | "link_unusable" | "log_expired" | "method_not_allowed" | "name_taken" | "no_default_release" | "no_ready_release" | "no_snapshot" | "not_found" | "outcome_unknown" | "payload_too_large" | "precondition_failed" | "rate_limited" | "release_not_ready" | "rollout_running" | "rollout_state" | "run_finished" | "run_not_finished" | "sandbox_unavailable" | "second_factor_failed" | "second_factor_required" | "secret_unreadable" | "session_expired" | "several_tenants" | "sign_in_failed" | "sign_in_off" | "temporal_unavailable" | "too_many_triggers" | "unauthenticated" | "unsupported_media_type" | "webhook_unverified";
        /** @enum {string} */
        FailureClass: "integration" | "oom" | "timeout" | "refresh" | "config_validation" | "metadata_validation" | "platform";
        /** @enum {string} */
        FoundKind: "integration" | "tenant" | "release" | "run" | "partner";
        FoundObject: {
            kind: components["schemas"]["FoundKind"];
            id: number;
            title: string;
            subtitle: string | null;
            state: string | null;
            integration_id: number | null;
        };
        GitHook: {
            has_webhook: boolean;
            created_date: string | null;
            last_delivery_date: string | null;
            last_push_date: string | null;
        };
        GradualRollout: {
            steps: components["schemas"]["RolloutStep"][];
            failure_percent: number;
            min_runs?: number;
        };
        HookOutcome: {
            /** @enum {string} */
            outcome: "pong" | "released" | "ignored";
            reason: string | null;
            release_id: number | null;
        };
        /** @enum {string} */
        HubRole: "owner" | "admin" | "partner_manager" | "viewer";
        HubSettings: {
            name: string;
            totp_required_roles: components["schemas"]["Role"][];
        };
        HubSettingsEdit: {
            name?: string;
            totp_required_roles?: components["schemas"]["Role"][];
        };
        Integration: {
            id: number;
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
            name: string;
            long_name: string;
            connectors: {
                id: number;
                name: string;
                long_name: string;
                isGlobal: boolean;
                is_global: boolean;
            }[];
            repository_path: string;
            repository_tracking_branch: string | null;
            repository_url: string | null;
            type: components["schemas"]["IntegrationType"];
            categories: {
                id: number;
                name: string;
                description: string | null;
                order_index: number;
            }[];
            tags: components["schemas"]["Label"][];
            flag: {
                id: number;
                name: string;
                flag_color: string;
            } | null;
            default_release_id: number | null;
            default_release_channel: components["schemas"]["DefaultChannel"] | null;
            /** @enum {string} */
            state: "draft" | "in_review" | "changes_requested" | "published" | "withdrawn" | "rejected" | "archived";
            partner_id: number | null;
            partner_name: string | null;
            default_release_number: number | null;
            /** @description Tenants that are not archived. */
            tenant_count: number;
            last_release: components["schemas"]["LastRelease"] | null;
            slug: string;
            source_connection_id: number | null;
            short_description: string | null;
            long_description: string | null;
            external_link: string | null;
            limits: components["schemas"]["RunLimits"];
            effective_limits: components["schemas"]["EffectiveRunLimits"];
            run_cap: number | null;
            retry_policy: components["schemas"]["RetryPolicy"];
            schedule: components["schemas"]["SchedulePolicy"];
            archived: boolean;
        };
        IntegrationCounts: {
            draft: number;
            in_review: number;
            changes_requested: number;
            published: number;
            withdrawn: number;
            rejected: number;
            archived: number;
        };
        IntegrationPatch: {
            repository_url?: string | null;
            repository_tracking_branch?: string | null;
            repository_path?: string | null;
            source_connection_id?: number | null;
            short_description?: string | null;
            long_description?: string | null;
            external_link?: string | null;
            default_release_channel?: components["schemas"]["DefaultChannel"] | null;
            default_release_id?: number | null;
            limits?: components["schemas"]["RunLimits"];
            retry_policy?: components["schemas"]["RetryPolicy"];
            run_cap?: number | null;
            schedule?: components["schemas"]["SchedulePolicyInput"];
            /** @description Lower-case letters and digits; "-" between them. */
            name?: string;
            long_name?: string;
        };
        /** @enum {string} */
        IntegrationType: "Internal" | "External" | "Pandium";
        Label: {
            id: number;
            name: string;
            description: string | null;
        };
        LastRelease: {
            id: number;
            number: number;
            state: components["schemas"]["ReleaseState"];
        };
        LogHitLine: {
            /** @description Counts from 1 over all attempts. */
            line: number;
            /** Format: date-time */
            at: string;
            kind: components["schemas"]["LogKind"];
            text: string;
            /** @description A long line is shown around what was found. */
            is_cut: boolean;
        };
        /** @enum {string} */
        LogKind: "stderr" | "stdout" | "hub";
        LogLine: {
            /** @description Counts from 1 over all attempts. */
            line: number;
            /** Format: date-time */
            at: string;
            kind: components["schemas"]["LogKind"];
            text: string;
        };
        LogPage: {
            lines: components["schemas"]["LogLine"][];
            phase: string;
            /** @description In Pandium's words. */
            status?: string;
            is_final: boolean;
            /** @description Every line of the log is stored. */
            is_log_complete: boolean;
            /** @description It has ended, and no line follows this page. */
            is_end: boolean;
            /** @description The last line that is stored; lines are numbered from 1. */
            last_line: number;
            /** @description Where the next page begins. */
            next_after: number;
            previous_before: number | null;
            attempts: {
                number: number;
                first_line: number;
            }[];
        };
        LogSearchPage: {
            hits: {
                /** @description Counts from 1 over all attempts. */
                line: number;
                /** Format: date-time */
                at: string;
                kind: components["schemas"]["LogKind"];
                text: string;
                /** @description A long line is shown around what was found. */
                is_cut: boolean;
                before: components["schemas"]["LogHitLine"][];
                after: components["schemas"]["LogHitLine"][];
            }[];
            /** @description Every line up to this one was looked at; going on after it finds each hit once. */
            next_after: number;
            /** @description All that is stored was looked at. */
            is_end: boolean;
            is_log_complete: boolean;
        };
        Mail: {
            id: string;
            event: string;
            to_address: string;
            to_name: string;
            subject: string;
            state: components["schemas"]["MailState"];
            attempts: number;
            /** Format: date-time */
            due_date: string;
            last_error: string | null;
            /** Format: date-time */
            created_date: string;
            sent_date: string | null;
        };
        /** @enum {string} */
        MailState: "queued" | "sent" | "dead";
        MailWithContent: {
            id: string;
            event: string;
            to_address: string;
            to_name: string;
            subject: string;
            state: components["schemas"]["MailState"];
            attempts: number;
            /** Format: date-time */
            due_date: string;
            last_error: string | null;
            /** Format: date-time */
            created_date: string;
            sent_date: string | null;
            content: {
                text: string;
                html: string;
            } | null;
        };
        Me: {
            role: components["schemas"]["Role"];
            partner_id: number | null;
            user: components["schemas"]["User"] | null;
            api_key: {
                id: number;
                name: string;
            } | null;
            needs: components["schemas"]["AccountNeed"] | null;
            /** @description The operations that this caller may use, by operationId. */
            operations: string[];
            preferences: {
                [key: string]: unknown;
            };
            csrf_token: string | null;
            hub: {
                name: string;
                environment: string;
                public_url: string;
                /** @description No mail server is set: mails are read at /dev/mail. */
                keeps_mail: boolean;
                temporal: {
                    url: string;
                    namespace: string;
                } | null;
            };
        };
        PandiumProblem: {
            type: string;
            title: string;
            status: number;
            detail: components["schemas"]["ValidationIssue"][];
            /** @description The same as detail. */
            message: string;
            /** @description The request, as the log of the hub names it. */
            instance: string;
            code: components["schemas"]["ErrorCode"];
            errors: {
                pointer: string;
                message: string;
            }[];
        };
        Partner: {
            id: number;
            name: string;
            /** @enum {string} */
            state: "pending" | "approved" | "deactivated";
            run_cap: number | null;
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
        };
        Pause: {
            /** Format: date-time */
            paused_date: string;
            paused_by: string | null;
            paused_by_name: string | null;
            note: string | null;
            until: string | null;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description The same as detail. */
            message: string;
            /** @description The request, as the log of the hub names it. */
            instance: string;
            code: components["schemas"]["ErrorCode"];
            errors: {
                pointer: string;
                message: string;
            }[];
        };
        Readiness: {
            /** @enum {string} */
            status: "ok" | "unavailable";
            database: boolean;
            temporal: boolean;
            worker: boolean;
        };
        Reconciliation: {
            id: number;
            requested_by: string;
            requested_by_name: string | null;
            /** Format: date-time */
            requested_date: string;
            /** @description Every schedule was compared in full, not only those that looked wrong. */
            is_thorough: boolean;
            started_date: string | null;
            finished_date: string | null;
            backend: ("temporal" | "dispatcher") | null;
            checked: number;
            drift_counts: {
                [key: string]: number;
            };
            /** @description The first hundred schedules that were not as the database says; all were repaired. */
            drift: {
                schedule_id: string;
                tenant_id: number | null;
                /** @enum {string} */
                drift: "missing" | "orphaned" | "wrong_times" | "wrong_action" | "wrong_policy" | "paused_by_hand" | "unpaused_by_hand" | "wrong_dispatcher";
            }[];
            failure: string | null;
        };
        RecoveryCodes: {
            /** @description Each works once in place of a code. */
            recovery_codes: string[];
        };
        Ref: {
            /** @enum {string} */
            kind: "branch" | "tag" | "commit";
            name: string;
        };
        Release: {
            id: number;
            name: string;
            repository_tracking_branch: string;
            run_command: string | null;
            tag: string | null;
            config_schema: {
                [key: string]: unknown;
            } | null;
            /** @description Of the manifest; empty as long as it has not been read. */
            config_version: string;
            metadata_schema: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
            state: components["schemas"]["ReleaseState"];
            number: number;
            commit_sha: string | null;
            failure: {
                [key: string]: unknown;
            } | null;
            warnings: unknown[];
            integration_id: number;
            ref: components["schemas"]["Ref"] | null;
            is_tracking: boolean;
            retry_of: number | null;
            requested_by: string;
            requested_by_name: string | null;
            integration_name: string;
            /** @description Tenants that it is recorded for. */
            tenant_count: number;
            temporal_url: string | null;
            /** Format: date-time */
            queued_date: string;
            started_date: string | null;
            finished_date: string | null;
            artifact_size_bytes: number | null;
            artifact_removed_date: string | null;
        };
        /** @enum {string} */
        ReleaseState: "queued" | "building" | "ready" | "failed" | "cancelled";
        ReleaseSummary: {
            id: number;
            name: string;
            repository_tracking_branch: string;
            tag: string | null;
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
            state: components["schemas"]["ReleaseState"];
            number: number;
            commit_sha: string | null;
            failure: {
                [key: string]: unknown;
            } | null;
            warnings: unknown[];
            integration_id: number;
            ref: components["schemas"]["Ref"] | null;
            is_tracking: boolean;
            retry_of: number | null;
            requested_by: string;
            requested_by_name: string | null;
            integration_name: string;
            /** @description Tenants that it is recorded for. */
            tenant_count: number;
            temporal_url: string | null;
            /** Format: date-time */
            queued_date: string;
            started_date: string | null;
            finished_date: string | null;
            artifact_size_bytes: number | null;
            artifact_removed_date: string | null;
        };
        Repository: {
            integration_id: number;
            integration_name: string;
            repository_url: string | null;
            repository_tracking_branch: string | null;
            repository_path: string;
            source_connection_id: number | null;
            /** @enum {string} */
            status: "unknown" | "ok" | "failing";
            failure: components["schemas"]["RepositoryFailure"] | null;
            head_sha: string | null;
            head_date: string | null;
            last_push_date: string | null;
            last_delivery_date: string | null;
            polled_date: string | null;
            next_poll_date: string | null;
            has_webhook: boolean;
        };
        RepositoryFailure: {
            /** @description dns, connect, tls, authentication, repository, branch, commit, size, timeout or manifest */
            step: string;
            code: string;
            message: string;
        };
        RepositoryTest: {
            test_id: string | null;
            /** @enum {string} */
            state: "never" | "running" | "passed" | "failed";
            requested_date: string | null;
            finished_date: string | null;
            failed_step: string | null;
            code: string | null;
            message: string | null;
            commit_sha: string | null;
            manifest_path: string | null;
        };
        RerunInput: {
            /** @description original (as the run had them, the default), current (as the tenant has them), or an object of your own */
            configs?: ("original" | "current") | {
                [key: string]: unknown;
            };
            /** @description original (as the run had them, the default), current (as the tenant has them), or an object of your own */
            metadata?: ("original" | "current") | {
                [key: string]: unknown;
            };
            /** @enum {string} */
            release?: "original" | "current";
        };
        ResealResult: {
            key_id: string;
            sealed_by_present_key: number;
            sealed_by_older_keys: number;
            resealed: number;
        };
        RetryPolicy: {
            platform_attempts?: number;
            integration_attempts?: number;
            timeout_attempts?: number;
            oom_attempts?: number;
            refresh_attempts?: number;
        };
        /** @enum {string} */
        Role: "owner" | "admin" | "partner_manager" | "viewer" | "partner";
        Rollout: {
            id: number;
            integration_id: number;
            integration_name: string;
            release_number: number;
            previous_release_number: number | null;
            temporal_url: string | null;
            /** @enum {string} */
            cause: "bulk" | "channel" | "release";
            /** @enum {string} */
            kind: "move" | "gradual";
            release_id: number;
            previous_release_id: number | null;
            channel: string | null;
            state: components["schemas"]["RolloutState"];
            reason: string | null;
            steps: components["schemas"]["RolloutStep"][];
            step: number;
            failure_percent: number | null;
            total: number;
            counts: {
                pending: number;
                moved: number;
                held: number;
                skipped: number;
                reverted: number;
                init_syncs_due: number;
            };
            preview: {
                [key: string]: unknown;
            } | null;
            started_by: string;
            started_by_name: string | null;
            /** Format: date-time */
            created_date: string;
            started_date: string | null;
            finished_date: string | null;
        };
        RolloutInput: {
            release_id: number;
            channel?: string | null;
            tenants?: {
                ids?: number[];
                /** @enum {string} */
                following?: "static" | "dynamic" | "latest";
                release_id?: number;
            };
            gradual?: components["schemas"]["GradualRollout"] | null;
        };
        RolloutPreview: {
            tenants: number;
            from: {
                [key: string]: unknown;
            }[];
            incompatible: {
                count: number;
                tenant_ids: number[];
                checked: number;
                is_complete: boolean;
            };
        };
        /** @enum {string} */
        RolloutState: "queued" | "running" | "paused" | "halted" | "rolling_back" | "completed" | "aborted" | "rolled_back" | "superseded";
        RolloutStep: {
            percent: number;
            bake_seconds: number;
        };
        RolloutTenant: {
            tenant_id: number;
            /** @enum {string} */
            state: "pending" | "moved" | "held" | "skipped" | "reverted";
            from_release_id: number | null;
            reached_date: string | null;
        };
        Run: {
            id: number;
            mode: components["schemas"]["RunMode"];
            status: components["schemas"]["RunStatus"];
            triggers: {
                id: number;
                /** Format: date-time */
                created_date: string;
                mode: components["schemas"]["RunMode"];
                source: components["schemas"]["TriggerSource"];
                payload: {
                    [key: string]: unknown;
                } | null;
                copied_from: number | null;
            }[];
            started_date: string | null;
            completed_date: string | null;
            tenant_id: number;
            integration_id: number;
            phase: components["schemas"]["RunPhase"];
            lane: components["schemas"]["RunLane"];
            /** @description All of them; a list shows the oldest 100 of a run. */
            trigger_count: number;
            waiting_for: string | null;
            queue_position: number | null;
            /** Format: date-time */
            queued_at: string;
            failure: components["schemas"]["RunFailure"] | null;
            release_id: number | null;
            tenant_name: string;
            integration_name: string;
            release_number: number | null;
            temporal_url: string | null;
            rerun_of: number | null;
            is_cancel_requested: boolean;
            next_attempt_date: string | null;
            is_log_complete: boolean;
            warnings: unknown[];
            attempts: {
                number: number;
                /** @enum {string} */
                state: "leased" | "running" | "succeeded" | "failed" | "cancelled";
                worker: string;
                /** @description Whether it counts against the retry policy. */
                is_counted: boolean;
                delay_ms: number | null;
                started_date: string | null;
                completed_date: string | null;
                exit_code: number | null;
                signal: string | null;
                failure: components["schemas"]["RunFailure"] | null;
            }[];
        };
        RunCounts: {
            queued: number;
            running: number;
            succeeded: number;
            failed: number;
            cancelled: number;
        };
        RunFailure: {
            class: components["schemas"]["FailureClass"];
            reason: string | null;
            exit_code: number | null;
            signal: string | null;
            message: string;
        };
        RunFilter: {
            integration_id?: number;
            tenant_id?: number;
            phase?: components["schemas"]["RunPhase"];
            mode?: components["schemas"]["RunMode"];
            partner_id?: number;
            lane?: components["schemas"]["RunLane"];
            source?: components["schemas"]["TriggerSource"];
            failure_class?: components["schemas"]["FailureClass"];
            release_id?: number;
            rerun_of?: number;
            trigger_id?: number;
            /**
             * Format: date-time
             * @description Queued then or later.
             */
            from?: string;
            /**
             * Format: date-time
             * @description Queued before.
             */
            to?: string;
            /** @description Those that a tenant failed with last, and those that wait for too long. */
            needs_attention?: boolean;
            ids?: number[];
        };
        /** @enum {string} */
        RunLane: "schedule" | "init" | "other" | "rerun";
        RunLimits: {
            time_s?: number;
            memory_mib?: number;
            cpus?: number;
            processes?: number;
            disk_mib?: number;
            /** @description Log that is kept of a run. */
            output_mb?: number;
        };
        /** @enum {string} */
        RunMode: "init" | "normal" | "webhook";
        /** @enum {string} */
        RunPhase: "queued" | "running" | "succeeded" | "failed" | "cancelled";
        RunStatus: {
            /** @description In Pandium's words. */
            phase: string;
            startTime: string | null;
            completionTime: string | null;
        };
        SavedTenant: {
            id: number;
            name: string;
            archived: boolean;
            integration_id: number;
            configs: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
            paused: boolean;
            user_schedule: string | null;
            schedule: string | null;
            /** @enum {string} */
            source: "hub" | "marketplace" | "api";
            integration_release_id: number | null;
            integration_release_channel: components["schemas"]["DefaultChannel"] | null;
            status: components["schemas"]["TenantStatus"];
            end_user_id: string | null;
            integration_name: string;
            partner_id: number | null;
            partner_name: string | null;
            release_number: number | null;
            next_release_number: number | null;
            release_channel: string | null;
            held_reason: string | null;
            /** @enum {string} */
            following: "static" | "dynamic" | "latest";
            next_release_id: number | null;
            next_sync_date: string | null;
            sync_schedule: components["schemas"]["Schedule"] | null;
            effective_schedule: components["schemas"]["EffectiveSchedule"] | null;
            pause: components["schemas"]["Pause"] | null;
            needs: ("release" | "reconfiguration" | "connection")[];
            warnings: components["schemas"]["ConfigIssue"][];
        };
        Schedule: {
            /** @enum {string} */
            kind: "interval";
            /** @description Seconds, 60 to 31,622,400. */
            every_s: number;
        } | {
            /** @enum {string} */
            kind: "cron";
            /** @description 5 fields: minute, hour, day of month, month, day of week. */
            expression: string;
            /** @description IANA, for instance Europe/Berlin. */
            time_zone: string;
        };
        SchedulePolicy: {
            default: components["schemas"]["Schedule"] | null;
            choices: components["schemas"]["Schedule"][];
            paused_by_default: boolean;
            /** @enum {string} */
            catch_up: "none" | "last" | "all";
        };
        SchedulePolicyInput: {
            default?: components["schemas"]["Schedule"] | null;
            choices?: components["schemas"]["Schedule"][];
            paused_by_default?: boolean;
            /** @enum {string} */
            catch_up?: "none" | "last" | "all";
        };
        SchedulePreview: {
            effective_schedule: components["schemas"]["EffectiveSchedule"] | null;
            paused: boolean;
            time_zone: string;
            times: {
                /** Format: date-time */
                at: string;
                /** @description The same by the zone's clock. */
                local: string;
            }[];
        };
        ScheduledTenant: {
            tenant_id: number;
            tenant_name: string;
            integration_id: number;
            integration_name: string;
            partner_id: number | null;
            effective_schedule: components["schemas"]["EffectiveSchedule"] | null;
            schedule: string | null;
            next_sync_date: string | null;
            pause: components["schemas"]["Pause"] | null;
            last_run: components["schemas"]["StatusRun"] | null;
            current_run: components["schemas"]["StatusRun"] | null;
        };
        SecretKeyUse: {
            key_id: string;
            sealed_by_present_key: number;
            sealed_by_older_keys: number;
        };
        Session: {
            id: number;
            is_current: boolean;
            address: string | null;
            user_agent: string | null;
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            last_used_date: string;
        };
        /** @enum {string} */
        SignInState: "second_factor" | "active";
        SignedIn: {
            state: components["schemas"]["SignInState"];
            /** @description Sent as X-CSRF-Token with every write of a page. */
            csrf_token: string;
        };
        SourceConnection: {
            id: number;
            name: string;
            provider: components["schemas"]["SourceProvider"];
            host: string;
            username: string | null;
            has_secret: boolean;
            partner_id: number | null;
            /** @enum {string} */
            status: "unknown" | "ok" | "failing";
            last_push_date: string | null;
            repositories: components["schemas"]["Repository"][];
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
        };
        SourceConnectionPatch: {
            name?: string;
            host?: string;
            username?: string | null;
            secret?: string;
        };
        /** @enum {string} */
        SourceProvider: "github" | "gitlab" | "bitbucket" | "azure_devops" | "git";
        StatusRun: {
            id: number;
            mode: components["schemas"]["RunMode"];
            status: components["schemas"]["RunStatus"];
        };
        Tenant: {
            id: number;
            name: string;
            archived: boolean;
            integration_id: number;
            configs: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
            paused: boolean;
            user_schedule: string | null;
            schedule: string | null;
            /** @enum {string} */
            source: "hub" | "marketplace" | "api";
            integration_release_id: number | null;
            integration_release_channel: components["schemas"]["DefaultChannel"] | null;
            status: components["schemas"]["TenantStatus"];
            end_user_id: string | null;
            integration_name: string;
            partner_id: number | null;
            partner_name: string | null;
            release_number: number | null;
            next_release_number: number | null;
            release_channel: string | null;
            held_reason: string | null;
            /** @enum {string} */
            following: "static" | "dynamic" | "latest";
            next_release_id: number | null;
            next_sync_date: string | null;
            sync_schedule: components["schemas"]["Schedule"] | null;
            effective_schedule: components["schemas"]["EffectiveSchedule"] | null;
            pause: components["schemas"]["Pause"] | null;
            needs: ("release" | "reconfiguration" | "connection")[];
        };
        TenantCounts: {
            active: number;
            paused: number;
            archived: number;
            held: number;
            failing: number;
            needs_attention: number;
        };
        TenantFilter: {
            integration_id?: number;
            partner_id?: number;
            status?: components["schemas"]["TenantStatusFilter"];
            needs_attention?: boolean;
            release_id?: number;
            /** @enum {string} */
            following?: "static" | "dynamic" | "latest";
            /** @description A part of the name or of the end user's id. */
            search?: string;
            ids?: number[];
        };
        TenantMetadata: {
            tenant_id: number;
            data: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
        };
        TenantPatch: {
            user_schedule?: string | null;
            sync_schedule?: components["schemas"]["Schedule"] | null;
            integration_release_id?: number | null;
            integration_release_channel?: string | null;
            configs?: {
                [key: string]: unknown;
            };
            end_user_id?: string | null;
            /** @description Lower-case letters and digits; "-" between them. */
            name?: string;
        };
        TenantPause: {
            id: number;
            /** Format: date-time */
            paused_date: string;
            paused_by: string;
            note: string | null;
            until: string | null;
            resumed_date: string | null;
            resumed_by: string | null;
        };
        TenantStatus: {
            last_run: components["schemas"]["StatusRun"] | null;
            current_run: components["schemas"]["StatusRun"] | null;
            last_successful_run: components["schemas"]["StatusRun"] | null;
            dynamic_configs: {
                options: {
                    [key: string]: unknown;
                } | null;
                fetched_date: string | null;
                error: string | null;
            };
            auth: {
                connected: boolean;
                connectors: {
                    name: string;
                    status: string;
                    last_change: string | null;
                }[];
            };
        };
        /** @enum {string} */
        TenantStatusFilter: "active" | "paused" | "archived" | "held" | "failing";
        /** @enum {string} */
        TriggerSource: "schedule" | "hub" | "marketplace" | "api" | "webhook";
        TriggerStatus: {
            status: string;
            run_id: number;
        };
        User: {
            id: number;
            name: string;
            email: string;
            role: components["schemas"]["Role"];
            partner_id: number | null;
            state: components["schemas"]["UserState"];
            has_second_factor: boolean;
            last_seen_date: string | null;
            /** Format: date-time */
            created_date: string;
            /** Format: date-time */
            modified_date: string;
        };
        /** @enum {string} */
        UserState: "invited" | "active" | "deactivated";
        ValidationIssue: {
            loc: (string | number)[];
            msg: string;
            type: string;
        };
        Worker: {
            id: string;
            hostname: string;
            pid: number;
            /** @description False where it was not heard for 15 s, or takes no more work. */
            is_live: boolean;
            /** @description It ends what it has and takes no more. */
            is_draining: boolean;
            /** Format: date-time */
            started_date: string;
            /** Format: date-time */
            heartbeat_date: string;
            /** @description Runs at once. */
            run_slots: number;
            /** @description Builds at once. */
            build_slots: number;
            platform: {
                /** @description The sandbox's driver. */
                driver: string;
                os: string;
                arch: string;
                libc: string;
            };
            /** @description By language, newest first. What is installed or fetched later is listed within minutes. */
            toolchains: {
                language: string;
                version: string;
            }[];
        };
    };
    responses: {
        /** @description session_expired: The session has ended. */
        "401-session_expired": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "session_expired";
                };
            };
        };
        /** @description session_expired: The session has ended. unauthenticated: No valid API key was sent. */
        "401-session_expired-unauthenticated": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "session_expired" | "unauthenticated";
                };
            };
        };
        /** @description sign_in_failed: E-mail or password is wrong. */
        "401-sign_in_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "sign_in_failed";
                };
            };
        };
        /** @description webhook_unverified: The webhook could not be verified. */
        "401-webhook_unverified": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "webhook_unverified";
                };
            };
        };
        /** @description csrf_refused: The request did not come from a page of the hub. */
        "403-csrf_refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "csrf_refused";
                };
            };
        };
        /** @description csrf_refused: The request did not come from a page of the hub. forbidden: This key may not do that. second_factor_required: A second factor is needed first. */
        "403-csrf_refused-forbidden-second_factor_required": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "csrf_refused" | "forbidden" | "second_factor_required";
                };
            };
        };
        /** @description csrf_refused: The request did not come from a page of the hub. forbidden: This key may not do that. second_factor_required: A second factor is needed first. unauthenticated: No valid API key was sent. */
        "403-csrf_refused-forbidden-second_factor_required-unauthenticated": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "csrf_refused" | "forbidden" | "second_factor_required" | "unauthenticated";
                };
            };
        };
        /** @description csrf_refused: The request did not come from a page of the hub. sign_in_off: Signing in is off. */
        "403-csrf_refused-sign_in_off": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "csrf_refused" | "sign_in_off";
                };
            };
        };
        /** @description forbidden: This key may not do that. */
        "403-forbidden": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden";
                };
            };
        };
        /** @description forbidden: This key may not do that. second_factor_required: A second factor is needed first. */
        "403-forbidden-second_factor_required": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "second_factor_required";
                };
            };
        };
        /** @description second_factor_required: A second factor is needed first. */
        "403-second_factor_required": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "second_factor_required";
                };
            };
        };
        /** @description second_factor_required: A second factor is needed first. unauthenticated: No valid API key was sent. */
        "403-second_factor_required-unauthenticated": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "second_factor_required" | "unauthenticated";
                };
            };
        };
        /** @description not_found: There is no such object. */
        "404-not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "not_found";
                };
            };
        };
        /** @description archived: This object is archived. */
        "409-archived": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived";
                };
            };
        };
        /** @description archived: This object is archived. conflict: This does not fit the present state. idempotency_key_reused: This Idempotency-Key was used with another request. */
        "409-archived-conflict-idempotency_key_reused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "conflict" | "idempotency_key_reused";
                };
            };
        };
        /** @description archived: This object is archived. conflict: This does not fit the present state. idempotency_key_reused: This Idempotency-Key was used with another request. no_default_release: The integration has no default release. no_ready_release: The integration has no ready release. */
        "409-archived-conflict-idempotency_key_reused-no_default_release-no_ready_release": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "conflict" | "idempotency_key_reused" | "no_default_release" | "no_ready_release";
                };
            };
        };
        /** @description archived: This object is archived. conflict: This does not fit the present state. name_taken: This name is already in use. release_not_ready: The release is not ready. rollout_running: A rollout of this integration is under way. */
        "409-archived-conflict-name_taken-release_not_ready-rollout_running": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "conflict" | "name_taken" | "release_not_ready" | "rollout_running";
                };
            };
        };
        /** @description archived: This object is archived. conflict: This does not fit the present state. release_not_ready: The release is not ready. rollout_running: A rollout of this integration is under way. */
        "409-archived-conflict-release_not_ready-rollout_running": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "conflict" | "release_not_ready" | "rollout_running";
                };
            };
        };
        /** @description archived: This object is archived. idempotency_key_reused: This Idempotency-Key was used with another request. */
        "409-archived-idempotency_key_reused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "idempotency_key_reused";
                };
            };
        };
        /** @description archived: This object is archived. idempotency_key_reused: This Idempotency-Key was used with another request. no_default_release: The integration has no default release. no_ready_release: The integration has no ready release. */
        "409-archived-idempotency_key_reused-no_default_release-no_ready_release": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "idempotency_key_reused" | "no_default_release" | "no_ready_release";
                };
            };
        };
        /** @description archived: This object is archived. idempotency_key_reused: This Idempotency-Key was used with another request. no_default_release: The integration has no default release. no_ready_release: The integration has no ready release. no_snapshot: The run has nothing of its own to start from. run_not_finished: The run has not ended yet. */
        "409-archived-idempotency_key_reused-no_default_release-no_ready_release-no_snapshot-run_not_finished": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "idempotency_key_reused" | "no_default_release" | "no_ready_release" | "no_snapshot" | "run_not_finished";
                };
            };
        };
        /** @description archived: This object is archived. idempotency_key_reused: This Idempotency-Key was used with another request. no_default_release: The integration has no default release. no_ready_release: The integration has no ready release. several_tenants: Several tenants match. */
        "409-archived-idempotency_key_reused-no_default_release-no_ready_release-several_tenants": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "idempotency_key_reused" | "no_default_release" | "no_ready_release" | "several_tenants";
                };
            };
        };
        /** @description archived: This object is archived. idempotency_key_reused: This Idempotency-Key was used with another request. release_not_ready: The release is not ready. rollout_running: A rollout of this integration is under way. */
        "409-archived-idempotency_key_reused-release_not_ready-rollout_running": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "idempotency_key_reused" | "release_not_ready" | "rollout_running";
                };
            };
        };
        /** @description archived: This object is archived. name_taken: This name is already in use. */
        "409-archived-name_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "name_taken";
                };
            };
        };
        /** @description archived: This object is archived. name_taken: This name is already in use. no_default_release: The integration has no default release. */
        "409-archived-name_taken-no_default_release": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "name_taken" | "no_default_release";
                };
            };
        };
        /** @description archived: This object is archived. release_not_ready: The release is not ready. */
        "409-archived-release_not_ready": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "archived" | "release_not_ready";
                };
            };
        };
        /** @description conflict: This does not fit the present state. */
        "409-conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "conflict";
                };
            };
        };
        /** @description conflict: This does not fit the present state. idempotency_key_reused: This Idempotency-Key was used with another request. */
        "409-conflict-idempotency_key_reused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "conflict" | "idempotency_key_reused";
                };
            };
        };
        /** @description conflict: This does not fit the present state. idempotency_key_reused: This Idempotency-Key was used with another request. name_taken: This name is already in use. */
        "409-conflict-idempotency_key_reused-name_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "conflict" | "idempotency_key_reused" | "name_taken";
                };
            };
        };
        /** @description conflict: This does not fit the present state. idempotency_key_reused: This Idempotency-Key was used with another request. name_taken: This name is already in use. no_default_release: The integration has no default release. */
        "409-conflict-idempotency_key_reused-name_taken-no_default_release": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "conflict" | "idempotency_key_reused" | "name_taken" | "no_default_release";
                };
            };
        };
        /** @description connection_in_use: Integrations still use this connection. */
        "409-connection_in_use": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "connection_in_use";
                };
            };
        };
        /** @description email_taken: This e-mail address has an account already. */
        "409-email_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "email_taken";
                };
            };
        };
        /** @description has_live_tenants: The integration still has tenants. */
        "409-has_live_tenants": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "has_live_tenants";
                };
            };
        };
        /** @description idempotency_key_reused: This Idempotency-Key was used with another request. name_taken: This name is already in use. */
        "409-idempotency_key_reused-name_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_key_reused" | "name_taken";
                };
            };
        };
        /** @description idempotency_key_reused: This Idempotency-Key was used with another request. rollout_state: This does not fit the state of the rollout. */
        "409-idempotency_key_reused-rollout_state": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_key_reused" | "rollout_state";
                };
            };
        };
        /** @description last_owner: The hub needs an owner. */
        "409-last_owner": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "last_owner";
                };
            };
        };
        /** @description name_taken: This name is already in use. */
        "409-name_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "name_taken";
                };
            };
        };
        /** @description run_finished: The run has already ended. */
        "409-run_finished": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "run_finished";
                };
            };
        };
        /** @description artifact_gone: The artifact of the release is no longer kept. */
        "410-artifact_gone": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "artifact_gone";
                };
            };
        };
        /** @description link_unusable: This link no longer works. */
        "410-link_unusable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "link_unusable";
                };
            };
        };
        /** @description log_expired: This log is past its retention. */
        "410-log_expired": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "log_expired";
                };
            };
        };
        /** @description precondition_failed: Somebody else changed this in the meantime. */
        "412-precondition_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "precondition_failed";
                };
            };
        };
        /** @description payload_too_large: The request is too large. */
        "413-payload_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "payload_too_large";
                };
            };
        };
        /** @description unsupported_media_type: The body has to be JSON. */
        "415-unsupported_media_type": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unsupported_media_type";
                };
            };
        };
        /** @description invalid_input: The request is not valid. */
        "422-invalid_input": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_input";
                };
            };
        };
        /** @description invalid_input: The request is not valid. invalid_json: The body is not valid JSON. */
        "422-invalid_input-invalid_json": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_input" | "invalid_json";
                };
            };
        };
        /** @description invalid_input: The request is not valid. invalid_json: The body is not valid JSON. second_factor_failed: The code is wrong. */
        "422-invalid_input-invalid_json-second_factor_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_input" | "invalid_json" | "second_factor_failed";
                };
            };
        };
        /** @description invalid_input: The request is not valid. */
        "422-pandium-invalid_input": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PandiumProblem"] & {
                    /** @enum {string} */
                    code: "invalid_input";
                };
            };
        };
        /** @description invalid_input: The request is not valid. invalid_json: The body is not valid JSON. */
        "422-pandium-invalid_input-invalid_json": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PandiumProblem"] & {
                    /** @enum {string} */
                    code: "invalid_input" | "invalid_json";
                };
            };
        };
        /** @description rate_limited: Too many requests. */
        "429-rate_limited": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "rate_limited";
                };
            };
        };
        /** @description too_many_triggers: Too many triggers wait for this tenant. */
        "429-too_many_triggers": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "too_many_triggers";
                };
            };
        };
        /** @description internal: Something went wrong in the hub. */
        "500-internal": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "internal";
                };
            };
        };
        /** @description internal: Something went wrong in the hub. outcome_unknown: It is not known whether this was stored. */
        "500-internal-outcome_unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "internal" | "outcome_unknown";
                };
            };
        };
        /** @description internal: Something went wrong in the hub. outcome_unknown: It is not known whether this was stored. secret_unreadable: A stored secret cannot be opened. */
        "500-internal-outcome_unknown-secret_unreadable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "internal" | "outcome_unknown" | "secret_unreadable";
                };
            };
        };
        /** @description internal: Something went wrong in the hub. secret_unreadable: A stored secret cannot be opened. */
        "500-internal-secret_unreadable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "internal" | "secret_unreadable";
                };
            };
        };
        /** @description database_unavailable: The database does not answer. */
        "503-database_unavailable": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_unavailable";
                };
            };
        };
        /** @description database_unavailable: The database does not answer. temporal_unavailable: Temporal does not answer. */
        "503-database_unavailable-temporal_unavailable": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_unavailable" | "temporal_unavailable";
                };
            };
        };
    };
    parameters: {
        /** @description Does the request once: the same key with the same request returns what the first one did. */
        "Idempotency-Key": string;
        /** @description The ETag of the version that was edited; a PATCH of an older version is refused with 412. */
        "If-Match": string;
        /** @description The ETag of what the client has; 304 without a body where nothing of it changed. */
        "If-None-Match": string;
        /** @description The last line that the client has; the stream goes on after it. */
        "Last-Event-ID": number;
    };
    requestBodies: never;
    headers: {
        /** @description The version of the object, for If-Match and If-None-Match. */
        ETag: string;
        /** @description Fields of the request that the operation does not know, as query.x or body.x. */
        "Hubwright-Ignored": string;
        /** @description The answer is the one of the first request with this key. */
        "Idempotency-Replayed": string;
        /** @description The next page: <url>; rel="next". Absent on the last one. */
        Link: string;
        /** @description Where to go on. */
        Location: string;
        /** @description Seconds after which the request may succeed. */
        "Retry-After": number;
        /** @description How many there are in all, where count=true asked for it. */
        "X-Total-Count": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It lives. */
            200: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them do. */
            200: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            /** @description One of them does not. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getSecretKeyUse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretKeyUse"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    resealSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was done, and what is left: secrets whose key is not given any more, or the rest after 20 s. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResealResult"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listNeedsAttention: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
                kind?: components["schemas"]["AttentionKind"];
                tenant_id?: number;
                integration_id?: number;
                partner_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attention"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The jobs, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        process: {
                            id: string;
                            /** @enum {string} */
                            component: "api" | "worker" | "hub";
                            hostname: string;
                            pid: number;
                            /** Format: date-time */
                            reported_date: string;
                            /** @description False where it was not heard for 30 s; after a day it is not listed any more. */
                            is_live: boolean;
                        };
                        /** @description From one start to the next, unless something wakes the job or it failed. */
                        interval_ms: number;
                        is_running: boolean;
                        last_started_date: string | null;
                        last_duration_ms: number | null;
                        last_error: string | null;
                        last_error_date: string | null;
                        /** @description Runs that failed since the last one that did not. */
                        failure_streak: number;
                        /** @description Since the process started, as the counts of items. */
                        run_count: number;
                        items_done: number;
                        items_failed: number;
                        /** @description Items that failed and are left alone for a while. */
                        items_backed_off: number;
                        next_run_date: string | null;
                    }[];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description A part of a name, a tag or a commit, or an id. */
                q: string;
                /** @description Of each kind. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found, the best of each kind first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundObject"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listWorkers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workers, by hostname. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worker"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listBuildSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildSecret"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-secret_unreadable"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    setBuildSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BuildSecretInput"];
            };
        };
        responses: {
            /** @description It, without its value. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildSecret"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown-secret_unreadable"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    removeBuildSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                /** @description Capital letters, digits and "_". */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The name of what was removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown-secret_unreadable"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listIntegrations: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
                archived?: boolean;
                /** @description One state or several with commas between: draft, in_review, changes_requested, published, withdrawn, rejected, archived. */
                state?: string;
                type?: components["schemas"]["IntegrationType"];
                partner_id?: number;
                /** @description A part of one of its names. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"][];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    createIntegration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateIntegration"];
            };
        };
        responses: {
            /** @description The new integration. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-idempotency_key_reused-name_taken"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    countIntegrations: {
        parameters: {
            query?: {
                partner_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationCounts"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getIntegration: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what the client has; 304 without a body where nothing of it changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"];
                };
            };
            /** @description Nothing of it changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    archiveIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archived integration. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-has_live_tenants"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchIntegration: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that was edited; a PATCH of an older version is refused with 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntegrationPatch"];
            };
        };
        responses: {
            /** @description The integration as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-conflict-name_taken-release_not_ready-rollout_running"];
            412: components["responses"]["412-precondition_failed"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    unarchiveIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    syncIntegration: {
        parameters: {
            query?: {
                mode?: "init" | "normal";
                /** @description The end user; may be left out where there is one tenant. */
                user_name?: string;
            };
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedTrigger"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-idempotency_key_reused-no_default_release-no_ready_release-several_tenants"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-pandium-invalid_input-invalid_json"];
            429: components["responses"]["429-too_many_triggers"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listReleases: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"][];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listAllReleases: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
                integration_id?: number;
                partner_id?: number;
                state?: components["schemas"]["ReleaseState"];
                branch?: string;
                /** @description A part of the tag, the commit or the integration's name. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseSummary"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getDefaultRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release. */
            200: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getLatestRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release. */
            200: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getIntegrationRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                release_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release. */
            200: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listTenants: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
                integration_id?: number;
                partner_id?: number;
                status?: components["schemas"]["TenantStatusFilter"];
                needs_attention?: boolean;
                release_id?: number;
                following?: "static" | "dynamic" | "latest";
                /** @description A part of the name or of the end user's id. */
                search?: string;
                /** @description The end user. */
                user_name?: string;
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"][];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTenant"];
            };
        };
        responses: {
            /** @description The new tenant. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedTenant"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required-unauthenticated"];
            409: components["responses"]["409-conflict-idempotency_key_reused-name_taken-no_default_release"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-pandium-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    countTenants: {
        parameters: {
            query?: {
                integration_id?: number;
                partner_id?: number;
                status?: components["schemas"]["TenantStatusFilter"];
                needs_attention?: boolean;
                release_id?: number;
                following?: "static" | "dynamic" | "latest";
                /** @description A part of the name or of the end user's id. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantCounts"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what the client has; 304 without a body where nothing of it changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description Nothing of it changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    archiveTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archived tenant. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that was edited; a PATCH of an older version is refused with 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantPatch"];
            };
        };
        responses: {
            /** @description The tenant as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedTenant"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-name_taken-no_default_release"];
            412: components["responses"]["412-precondition_failed"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    unarchiveTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-name_taken"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    syncTenant: {
        parameters: {
            query?: {
                mode?: "init" | "normal";
            };
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedTrigger"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-idempotency_key_reused-no_default_release-no_ready_release"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-pandium-invalid_input-invalid_json"];
            429: components["responses"]["429-too_many_triggers"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    runTenant: {
        parameters: {
            query?: {
                mode?: "init" | "normal";
            };
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedTrigger"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-idempotency_key_reused-no_default_release-no_ready_release"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-pandium-invalid_input-invalid_json"];
            429: components["responses"]["429-too_many_triggers"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    pauseTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    note?: string | null;
                    until?: string | null;
                };
            };
        };
        responses: {
            /** @description The tenant as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    resumeTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listTenantPauses: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantPause"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    previewSchedule: {
        parameters: {
            query?: {
                count?: number;
                /** @description A proposed cron, with time_zone. */
                cron?: string;
                /** @description IANA; UTC unless given. */
                time_zone?: string;
                /** @description A proposed interval instead, in seconds. */
                every_s?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The times. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePreview"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    backfillTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    from: string;
                    /** Format: date-time */
                    to: string;
                    dry_run?: boolean;
                };
            };
        };
        responses: {
            /** @description What was missed; nothing was queued. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backfill"];
                };
            };
            /** @description Queued. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backfill"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-conflict-idempotency_key_reused-no_default_release-no_ready_release"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-too_many_triggers"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    pauseTenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: components["schemas"]["TenantFilter"];
                    /** @description Only count. */
                    dry_run?: boolean;
                    /** @description Needed unless dry_run: what the dry run counted. */
                    expected_count?: number;
                    note?: string | null;
                    until?: string | null;
                };
            };
        };
        responses: {
            /** @description How many it is about, and how many were paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    resumeTenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: components["schemas"]["TenantFilter"];
                    /** @description Only count. */
                    dry_run?: boolean;
                    /** @description Needed unless dry_run: what the dry run counted. */
                    expected_count?: number;
                };
            };
        };
        responses: {
            /** @description How many it is about, and how many were resumed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    syncTenants: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: components["schemas"]["TenantFilter"];
                    /** @description Only count. */
                    dry_run?: boolean;
                    /** @description Needed unless dry_run: what the dry run counted. */
                    expected_count?: number;
                    /** @enum {string} */
                    mode?: "init" | "normal";
                };
            };
        };
        responses: {
            /** @description How many were triggered. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOutcome"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-conflict-idempotency_key_reused"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    archiveTenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: components["schemas"]["TenantFilter"];
                    /** @description Only count. */
                    dry_run?: boolean;
                    /** @description Needed unless dry_run: what the dry run counted. */
                    expected_count?: number;
                };
            };
        };
        responses: {
            /** @description How many were archived. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOutcome"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listTenantRuns: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"][];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getTenantMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata. */
            200: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantMetadata"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchTenantMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
            /** @description The metadata as they are now. */
            200: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantMetadata"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-pandium-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getTenantConfigs: {
        parameters: {
            query?: {
                release_id?: number;
            };
            header?: {
                /** @description The ETag of what the client has; 304 without a body where nothing of it changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form; its ETag is that of the tenant. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigForm"];
                };
            };
            /** @description Nothing of it changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    refreshTenantConfigs: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedRefresh"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-idempotency_key_reused-no_default_release-no_ready_release"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            429: components["responses"]["429-too_many_triggers"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listRuns: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
                integration_id?: number;
                tenant_id?: number;
                phase?: components["schemas"]["RunPhase"];
                mode?: components["schemas"]["RunMode"];
                partner_id?: number;
                lane?: components["schemas"]["RunLane"];
                source?: components["schemas"]["TriggerSource"];
                failure_class?: components["schemas"]["FailureClass"];
                release_id?: number;
                rerun_of?: number;
                trigger_id?: number;
                /** @description Queued then or later. */
                from?: string;
                /** @description Queued before. */
                to?: string;
                /** @description Those that a tenant failed with last, and those that wait for too long. */
                needs_attention?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    countRuns: {
        parameters: {
            query?: {
                integration_id?: number;
                tenant_id?: number;
                phase?: components["schemas"]["RunPhase"];
                mode?: components["schemas"]["RunMode"];
                partner_id?: number;
                lane?: components["schemas"]["RunLane"];
                source?: components["schemas"]["TriggerSource"];
                failure_class?: components["schemas"]["FailureClass"];
                release_id?: number;
                rerun_of?: number;
                trigger_id?: number;
                /** @description Queued then or later. */
                from?: string;
                /** @description Queued before. */
                to?: string;
                /** @description Those that a tenant failed with last, and those that wait for too long. */
                needs_attention?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunCounts"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run as it is now. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-run_finished"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    cancelRuns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: components["schemas"]["RunFilter"];
                    /** @description Only count. */
                    dry_run?: boolean;
                    /** @description Needed unless dry_run: what the dry run counted. */
                    expected_count?: number;
                };
            };
        };
        responses: {
            /** @description How many were cancelled. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOutcome"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    rerunRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RerunInput"];
            };
        };
        responses: {
            /** @description The new run. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-idempotency_key_reused-no_default_release-no_ready_release-no_snapshot-run_not_finished"];
            410: components["responses"]["410-artifact_gone"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-too_many_triggers"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    rerunRuns: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: components["schemas"]["RunFilter"];
                    /** @description Only count. */
                    dry_run?: boolean;
                    /** @description Needed unless dry_run: what the dry run counted. */
                    expected_count?: number;
                    /** @enum {string} */
                    release?: "original" | "current";
                    /** @enum {string} */
                    configs?: "original" | "current";
                    /** @enum {string} */
                    metadata?: "original" | "current";
                };
            };
        };
        responses: {
            /** @description How many were queued. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOutcome"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-conflict-idempotency_key_reused"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getRunLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            302: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            410: components["responses"]["410-log_expired"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listRunLogLines: {
        parameters: {
            query?: {
                /** @description The lines that follow this one. */
                after?: number;
                /** @description The lines just before this one. */
                before?: number;
                /** @description So many last lines. */
                tail?: number;
                limit?: number;
                /** @description With `after`: waits so long where there is no line yet. */
                wait_s?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogPage"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            410: components["responses"]["410-log_expired"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    searchRunLog: {
        parameters: {
            query: {
                /** @description Text that a line holds, in any case. */
                q: string;
                kind?: components["schemas"]["LogKind"];
                after?: number;
                limit?: number;
                context?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogSearchPage"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            410: components["responses"]["410-log_expired"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    followRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The last line that the client has; the stream goes on after it. */
                "Last-Event-ID"?: components["parameters"]["Last-Event-ID"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            410: components["responses"]["410-log_expired"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getTriggerStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trigger_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            200: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerStatus"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-pandium-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    readSignedRunLog: {
        parameters: {
            query: {
                expires: number;
                signature: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            403: components["responses"]["403-forbidden"];
            404: components["responses"]["404-not_found"];
            410: components["responses"]["410-log_expired"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getPartner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The partner. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchPartner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    run_cap?: number | null;
                };
            };
        };
        responses: {
            /** @description The partner as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getReleaseLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            410: components["responses"]["410-log_expired"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listReleaseLogLines: {
        parameters: {
            query?: {
                /** @description The lines that follow this one. */
                after?: number;
                /** @description The lines just before this one. */
                before?: number;
                /** @description So many last lines. */
                tail?: number;
                limit?: number;
                /** @description With `after`: waits so long where there is no line yet. */
                wait_s?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogPage"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            410: components["responses"]["410-log_expired"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    searchReleaseLog: {
        parameters: {
            query: {
                /** @description Text that a line holds, in any case. */
                q: string;
                kind?: components["schemas"]["LogKind"];
                after?: number;
                limit?: number;
                context?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogSearchPage"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            410: components["responses"]["410-log_expired"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    followRelease: {
        parameters: {
            query?: never;
            header?: {
                /** @description The last line that the client has; the stream goes on after it. */
                "Last-Event-ID"?: components["parameters"]["Last-Event-ID"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            410: components["responses"]["410-log_expired"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    cancelRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release as it is now. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    retryRelease: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new release, queued. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-conflict-idempotency_key_reused"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    buildRelease: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BuildInput"];
            };
        };
        responses: {
            /** @description The queued release. */
            201: {
                headers: {
                    "Hubwright-Ignored": components["headers"]["Hubwright-Ignored"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            401: components["responses"]["401-session_expired"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required-unauthenticated"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-idempotency_key_reused"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-pandium-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getEgress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what the client has; 304 without a body where nothing of it changed. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Opened and allowed hosts. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Egress"];
                };
            };
            /** @description Nothing of it changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchEgress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that was edited; a PATCH of an older version is refused with 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EgressPatch"];
            };
        };
        responses: {
            /** @description Opened and allowed hosts as they are now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Egress"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived"];
            412: components["responses"]["412-precondition_failed"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getRepository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The repository. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getRepositoryTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The test, with the step that failed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryTest"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    testRepository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The test under way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryTest"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable-temporal_unavailable"];
        };
    };
    getGitHook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitHook"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    rotateGitHook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What to enter at the git host. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedGitHook"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    receiveGitHook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookOutcome"];
                };
            };
            401: components["responses"]["401-webhook_unverified"];
            404: components["responses"]["404-not_found"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listSourceConnections: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceConnection"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    createSourceConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSourceConnection"];
            };
        };
        responses: {
            /** @description The new connection. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceConnection"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-name_taken"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getSourceConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceConnection"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    removeSourceConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection as it was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceConnection"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-connection_in_use"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchSourceConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceConnectionPatch"];
            };
        };
        responses: {
            /** @description The connection as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceConnection"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-name_taken"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listReconciliations: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    requestReconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pass that waits. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listSchedules: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
                integration_id?: number;
                partner_id?: number;
                status?: components["schemas"]["TenantStatusFilter"];
                needs_attention?: boolean;
                release_id?: number;
                following?: "static" | "dynamic" | "latest";
                /** @description A part of the name or of the end user's id. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledTenant"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    previewProposedSchedule: {
        parameters: {
            query?: {
                count?: number;
                /** @description A proposed cron, with time_zone. */
                cron?: string;
                /** @description IANA; UTC unless given. */
                time_zone?: string;
                /** @description A proposed interval instead, in seconds. */
                every_s?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The times. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePreview"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listChannels: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    createChannel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChannel"];
            };
        };
        responses: {
            /** @description The channel. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-conflict-idempotency_key_reused-name_taken"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    deleteChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelPatch"];
            };
        };
        responses: {
            /** @description The channel as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-conflict-release_not_ready-rollout_running"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    setDefaultRelease: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    release_id: number;
                    gradual?: components["schemas"]["GradualRollout"] | null;
                };
            };
        };
        responses: {
            /** @description The rollout that moves the followers. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollout"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-idempotency_key_reused-release_not_ready-rollout_running"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    previewRollout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolloutInput"];
            };
        };
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutPreview"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-release_not_ready"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listRollouts: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
                state?: components["schemas"]["RolloutState"];
                /** @description Whether it has ended. */
                is_finished?: boolean;
                release_id?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollout"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    createRollout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolloutInput"];
            };
        };
        responses: {
            /** @description The rollout. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollout"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-archived-idempotency_key_reused-release_not_ready-rollout_running"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listAllRollouts: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
                state?: components["schemas"]["RolloutState"];
                /** @description Whether it has ended. */
                is_finished?: boolean;
                release_id?: number;
                integration_id?: number;
                partner_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollout"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getRollout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rollout. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollout"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listRolloutTenants: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
                state?: "pending" | "moved" | "held" | "skipped" | "reverted";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutTenant"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    pauseRollout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rollout as it is now. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollout"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-idempotency_key_reused-rollout_state"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable-temporal_unavailable"];
        };
    };
    resumeRollout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rollout as it is now. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollout"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-idempotency_key_reused-rollout_state"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable-temporal_unavailable"];
        };
    };
    abortRollout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rollout as it is now. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollout"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-idempotency_key_reused-rollout_state"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable-temporal_unavailable"];
        };
    };
    rollbackRollout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Does the request once: the same key with the same request returns what the first one did. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rollout as it is now. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollout"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-idempotency_key_reused-rollout_state"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable-temporal_unavailable"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /** @description The key, with its secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The revoked key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description The session is in the cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            401: components["responses"]["401-sign_in_failed"];
            403: components["responses"]["403-csrf_refused-sign_in_off"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["403-csrf_refused"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    passSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description The session is in the cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json-second_factor_failed"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    beginTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current_password: string;
                };
            };
        };
        responses: {
            /** @description The secret, shown once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                        address: string;
                    };
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current_password: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    confirmTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description The recovery codes, shown once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json-second_factor_failed"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    disableTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current_password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    preferences?: {
                        /** @enum {string} */
                        theme?: "system" | "light" | "dark";
                        /** @enum {string} */
                        density?: "compact" | "comfortable";
                        has_shortcuts?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, last used first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current_password: string;
                };
            };
        };
        responses: {
            /** @description The recovery codes, shown once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    requestEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current_password: string;
                    email: string;
                };
            };
        };
        responses: {
            /** @description The mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-email_taken"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    revokeOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revoked: number;
                    };
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    revokeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description The session is in the cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            403: components["responses"]["403-csrf_refused-sign_in_off"];
            410: components["responses"]["410-link_unusable"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    confirmEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The new address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                    };
                };
            };
            403: components["responses"]["403-csrf_refused"];
            409: components["responses"]["409-email_taken"];
            410: components["responses"]["410-link_unusable"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    createOwner: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    email: string;
                    name: string;
                    password: string;
                    hub_name?: string;
                };
            };
        };
        responses: {
            /** @description The session is in the cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            403: components["responses"]["403-csrf_refused-sign_in_off"];
            409: components["responses"]["409-email_taken"];
            410: components["responses"]["410-link_unusable"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    createPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["403-csrf_refused"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    readInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The invitation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        name: string;
                        role: components["schemas"]["Role"];
                        /** Format: date-time */
                        expires_date: string;
                    };
                };
            };
            403: components["responses"]["403-csrf_refused"];
            410: components["responses"]["410-link_unusable"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    readOwnerLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The link works. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires_date: string;
                        hub_name: string;
                        environment: string;
                    };
                };
            };
            403: components["responses"]["403-csrf_refused"];
            410: components["responses"]["410-link_unusable"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    readPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                    };
                };
            };
            403: components["responses"]["403-csrf_refused"];
            410: components["responses"]["410-link_unusable"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    usePasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["403-csrf_refused"];
            410: components["responses"]["410-link_unusable"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            429: components["responses"]["429-rate_limited"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    deactivateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-last_owner"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                limit?: number;
                skip?: number;
                /** @description {field}__ASC or {field}__DESC */
                sort_by?: string;
                /** @description From the Link header of the page before. */
                cursor?: string;
                /** @description Whether X-Total-Count is wanted. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Total-Count": components["headers"]["X-Total-Count"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    inviteUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    name: string;
                    role: components["schemas"]["HubRole"];
                };
            };
        };
        responses: {
            /** @description The invited user. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            409: components["responses"]["409-email_taken"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    role?: components["schemas"]["HubRole"];
                };
            };
        };
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-last_owner"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    reactivateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    resendInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HubSettings"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    patchSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HubSettingsEdit"];
            };
        };
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HubSettings"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input-invalid_json"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    getMail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailWithContent"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-secret_unreadable"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listMails: {
        parameters: {
            query?: {
                state?: components["schemas"]["MailState"];
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mails. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mail"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-forbidden-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    resendMail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mail"];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-csrf_refused-forbidden-second_factor_required"];
            404: components["responses"]["404-not_found"];
            409: components["responses"]["409-conflict"];
            413: components["responses"]["413-payload_too_large"];
            415: components["responses"]["415-unsupported_media_type"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal-outcome_unknown"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    exportActivity: {
        parameters: {
            query?: {
                partner_id?: number;
                integration_id?: number;
                subject_kind?: string;
                subject_id?: number;
                actor?: string;
                action?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
    listActivity: {
        parameters: {
            query?: {
                partner_id?: number;
                integration_id?: number;
                subject_kind?: string;
                subject_id?: number;
                actor?: string;
                action?: string;
                from?: string;
                to?: string;
                before_id?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"][];
                };
            };
            401: components["responses"]["401-session_expired-unauthenticated"];
            403: components["responses"]["403-second_factor_required"];
            422: components["responses"]["422-invalid_input"];
            500: components["responses"]["500-internal"];
            503: components["responses"]["503-database_unavailable"];
        };
    };
}
