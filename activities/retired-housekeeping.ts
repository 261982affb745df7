/**
 * Activities of the housekeeping workflows that version 0.1 started. Those that are under way when a worker of this version takes over end
 * with these; background jobs do their work.
 */
export const retiredRunsActivities = {
  dispatchSyncs: async (): Promise<number> => 0,
};

export const retiredBuildsActivities = {
  pollRepositories: async (): Promise<number> => 0,
};

export type RetiredRunsActivities = typeof retiredRunsActivities;
export type RetiredBuildsActivities = typeof retiredBuildsActivities;
