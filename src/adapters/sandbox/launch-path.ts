/** Programs that the hub calls to set a sandbox up; the sandbox gets its own PATH. */
export const LAUNCH_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
