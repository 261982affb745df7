import { resolve } from 'node:path';
import { BACKEND_CHOICES } from '../domain/schedules/choose-backend.ts';
import { AppError } from '../errors/app-error.ts';
import type { Config } from './config.ts';
import { EnvironmentReader } from './environment-reader.ts';
import { readContainer } from './read-container.ts';

const MIB = 1024 * 1024;

/**
 * Reads the settings from `env`; every error is reported in one message.
 * @throws AppError `config_invalid`
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = new EnvironmentReader(env);
  const host = read.text('HUBWRIGHT_HOST', '127.0.0.1');
  const port = read.integer('HUBWRIGHT_PORT', 8080, 0, 65535);
  const config: Config = {
    host,
    port,
    publicUrl: read.url('HUBWRIGHT_PUBLIC_URL', `http://${host}:${port}`),
    hasInsecureCookies: read.flag('HUBWRIGHT_INSECURE_COOKIES', false),
    trustedProxies: read.list('HUBWRIGHT_TRUSTED_PROXIES'),
    mail: {
      smtpUrl: read.smtpUrl('HUBWRIGHT_SMTP_URL'),
      from: read.text('HUBWRIGHT_MAIL_FROM', 'hubwright@localhost'),
    },
    environmentName: read.text('HUBWRIGHT_ENV', 'production'),
    dataDirectory: resolve(read.text('HUBWRIGHT_DATA_DIR', '.hubwright')),
    logLevel: read.choice('HUBWRIGHT_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    database: {
      url: read.databaseUrl('DATABASE_URL'),
      poolSize: read.integer('HUBWRIGHT_DATABASE_POOL', 16, 2, 200),
    },
    temporal: readTemporal(read),
    git: {
      allowedHosts: read.list('HUBWRIGHT_GIT_ALLOWED_HOSTS'),
      isFileAllowed: read.flag('HUBWRIGHT_GIT_ALLOW_FILE', false),
      sizeBytes: read.integer('HUBWRIGHT_GIT_SIZE_MIB', 512, 1, 8192) * MIB,
      timeMs: read.integer('HUBWRIGHT_GIT_TIME_S', 300, 1, 3600) * 1000,
    },
    secretKeys: read.list('HUBWRIGHT_SECRET_KEY'),
    sourceControl: { pollMs: read.integer('HUBWRIGHT_POLL_S', 60, 1, 86_400) * 1000 },
    schedules: readSchedules(read),
    buildMirrors: read.optional('HUBWRIGHT_BUILD_MIRRORS'),
    sandbox: readSandbox(read),
    worker: {
      runSlots: read.integer('HUBWRIGHT_RUN_SLOTS', 8, 1, 500),
      buildSlots: read.integer('HUBWRIGHT_BUILD_SLOTS', 2, 1, 50),
      drainMs: read.integer('HUBWRIGHT_DRAIN_S', 30, 0, 3600) * 1000,
    },
    caps: readCaps(read),
    optionsStaleAfterMs: read.integer('HUBWRIGHT_OPTIONS_STALE_S', 86_400, 60, 31_536_000) * 1000,
    buildCapPerPartner: read.integer('HUBWRIGHT_BUILD_CAP_PARTNER', 1, 1, 50),
    runLimits: readRunLimits(read),
    buildLimits: readBuildLimits(read),
    runRetentionDays: read.integer('HUBWRIGHT_RUN_RETENTION_DAYS', 30, 1, 36_500),
    artifactCacheBytes: read.integer('HUBWRIGHT_ARTIFACT_CACHE_MIB', 20_480, 64, 10_485_760) * MIB,
    buildCache: {
      limitBytes: read.integer('HUBWRIGHT_BUILD_CACHE_MIB', 10_240, 0, 10_485_760) * MIB,
      oneLimitBytes: read.integer('HUBWRIGHT_BUILD_CACHE_ONE_MIB', 1024, 1, 1_048_576) * MIB,
    },
    artifactsKept: read.integer('HUBWRIGHT_ARTIFACTS_KEPT', 10, 1, 100_000),
  };
  if (read.issues.length > 0) {
    throw new AppError('config_invalid', `The configuration is not valid: ${read.issues.join('; ')}.`);
  }
  return deepFreeze(config);
}

function readTemporal(read: EnvironmentReader): Config['temporal'] {
  return {
    address: read.text('TEMPORAL_ADDRESS', '127.0.0.1:7233'),
    namespace: read.text('TEMPORAL_NAMESPACE', 'hubwright'),
    uiUrl: read.optional('HUBWRIGHT_TEMPORAL_UI_URL'),
    apiKey: read.optional('TEMPORAL_API_KEY'),
    isTlsOn: read.flag('TEMPORAL_TLS', false),
  };
}

function readSandbox(read: EnvironmentReader): Config['sandbox'] {
  const driver = read.choice('HUBWRIGHT_SANDBOX', ['bubblewrap', 'container'], 'bubblewrap');
  return {
    driver,
    container: readContainer(read, driver === 'container'),
    uid: read.integer('HUBWRIGHT_SANDBOX_UID', 64646, 1000, 4_000_000),
    cgroups: read.choice('HUBWRIGHT_CGROUPS', ['required', 'rlimits-accepted'], 'required'),
    blockedRanges: read.networks('HUBWRIGHT_BLOCKED_RANGES'),
    networkPoolSize: read.integer('HUBWRIGHT_NETWORK_POOL', 4, 1, 64),
  };
}

function readSchedules(read: EnvironmentReader): Config['schedules'] {
  return {
    spreadS: read.integer('HUBWRIGHT_SCHEDULE_SPREAD_S', 300, 0, 86_400),
    backend: read.choice('HUBWRIGHT_SCHEDULES_BACKEND', BACKEND_CHOICES, 'auto'),
    dispatcherAbove: read.integer('HUBWRIGHT_SCHEDULES_DISPATCHER_ABOVE', 500, 0, 10_000_000),
  };
}

function readCaps(read: EnvironmentReader): Config['caps'] {
  return {
    integration: read.integer('HUBWRIGHT_CAP_INTEGRATION', 100_000, 1, 100_000),
    partner: read.integer('HUBWRIGHT_CAP_PARTNER', 100_000, 1, 100_000),
    hub: read.integer('HUBWRIGHT_CAP_HUB', 100_000, 1, 100_000),
  };
}

function readBuildLimits(read: EnvironmentReader): Config['buildLimits'] {
  return {
    timeMs: read.integer('HUBWRIGHT_BUILD_TIME_S', 900, 1, 7200) * 1000,
    memoryBytes: read.integer('HUBWRIGHT_BUILD_MEMORY_MIB', 6144, 64, 1_048_576) * MIB,
    cpus: read.decimal('HUBWRIGHT_BUILD_CPUS', 2, 0.1, 64),
    processes: read.integer('HUBWRIGHT_BUILD_PROCESSES', 1024, 16, 100_000),
    diskBytes: read.integer('HUBWRIGHT_BUILD_DISK_MIB', 4096, 16, 1_048_576) * MIB,
  };
}

function readRunLimits(read: EnvironmentReader): Config['runLimits'] {
  return {
    timeMs: read.integer('HUBWRIGHT_RUN_TIME_S', 600, 1, 86_400) * 1000,
    graceMs: read.integer('HUBWRIGHT_RUN_GRACE_S', 10, 0, 600) * 1000,
    memoryBytes: read.integer('HUBWRIGHT_RUN_MEMORY_MIB', 1024, 32, 1_048_576) * MIB,
    cpus: read.decimal('HUBWRIGHT_RUN_CPUS', 1, 0.1, 64),
    processes: read.integer('HUBWRIGHT_RUN_PROCESSES', 256, 8, 100_000),
    diskBytes: read.integer('HUBWRIGHT_RUN_DISK_MIB', 512, 8, 1_048_576) * MIB,
    stdoutBytes: MIB,
    logLineBytes: 64 * 1024,
    logBytes: read.integer('HUBWRIGHT_RUN_LOG_MB', 100, 1, 10_000) * 1_000_000,
  };
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const inner of Object.values(value)) if (inner !== null && typeof inner === 'object') deepFreeze(inner);
  return Object.freeze(value);
}
