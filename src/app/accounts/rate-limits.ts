import type { RateLimit } from '../../adapters/rate-limits/rate-limits.ts';

const MINUTE_S = 60;

/** Wrong and right sign-ins of one address on the network. */
export const SIGN_IN_BY_ADDRESS: RateLimit = { name: 'sign_in_address', points: 60, durationS: 15 * MINUTE_S };
/** Sign-ins to one account from browsers that it does not know. */
export const SIGN_IN_BY_ACCOUNT: RateLimit = { name: 'sign_in_account', points: 10, durationS: 15 * MINUTE_S };
/** Sign-ins from one browser that the account knows: others can't use up its attempts. */
export const SIGN_IN_BY_DEVICE: RateLimit = { name: 'sign_in_device', points: 10, durationS: 15 * MINUTE_S };
export const SECOND_FACTOR_BY_USER: RateLimit = { name: 'second_factor', points: 6, durationS: 15 * MINUTE_S };
export const PASSWORD_CHECK_BY_USER: RateLimit = { name: 'password_check', points: 10, durationS: 15 * MINUTE_S };
export const RESET_BY_ADDRESS: RateLimit = { name: 'reset_address', points: 10, durationS: 60 * MINUTE_S };
export const RESET_BY_ACCOUNT: RateLimit = { name: 'reset_account', points: 3, durationS: 60 * MINUTE_S };
/** Tries of links, right and wrong ones. */
export const LINK_BY_ADDRESS: RateLimit = { name: 'link_address', points: 60, durationS: 15 * MINUTE_S };
