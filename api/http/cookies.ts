/** How the session travels; `__Host-` cookies belong to this very origin and travel over https (or loopback) alone. */
export interface CookieRules {
  readonly session: string;
  readonly device: string;
  readonly isSecure: boolean;
}

export const SECURE_COOKIES: CookieRules = {
  session: '__Host-hubwright',
  device: '__Host-hubwright-device',
  isSecure: true,
};

/** Over plain http, where the setting allows that. */
export const INSECURE_COOKIES: CookieRules = { session: 'hubwright', device: 'hubwright-device', isSecure: false };

const DEVICE_MAX_AGE_S = 400 * 24 * 3_600;

/** Returns the value of a cookie, or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

/** Returns the `Set-Cookie` headers of a sign-in. */
export function signInCookies(rules: CookieRules, { sessionToken, deviceToken }: SessionTokens): string[] {
  return [
    `${rules.session}=${sessionToken}; ${attributes(rules)}`,
    `${rules.device}=${deviceToken}; ${attributes(rules)}; Max-Age=${DEVICE_MAX_AGE_S}`,
  ];
}

/** Returns the `Set-Cookie` header that ends the session in the browser. */
export function signOutCookie(rules: CookieRules): string {
  return `${rules.session}=; ${attributes(rules)}; Max-Age=0`;
}

export interface SessionTokens {
  readonly sessionToken: string;
  readonly deviceToken: string;
}

function attributes({ isSecure }: CookieRules): string {
  return `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}
