import { Secret, TOTP } from 'otpauth';
import type { Totp } from './totp.ts';

const PERIOD_S = 30;
const WINDOW = 1;
const SECRET_BYTES = 20;

/** Six digits, SHA-1, 30 s: what every authenticator app understands. */
export const otpauthTotp: Totp = {
  createSecret: () => new Secret({ size: SECRET_BYTES }).base32,
  addressOf: (secret, { issuer, label }) => new TOTP({ secret: Secret.fromBase32(secret), issuer, label }).toString(),
  stepOf: (secret, code) => {
    const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD_S });
    const delta = totp.validate({ token: code.replaceAll(/\s/g, ''), window: WINDOW });
    return delta === null ? null : totp.counter() + delta;
  },
};
