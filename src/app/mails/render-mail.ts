import { layoutMail, type MailBody } from './layout-mail.ts';
import type { MailContent } from './mail-content.ts';

/** What each mail is filled with. */
export interface MailValues {
  'user.invited': { readonly invitedBy: string; readonly link: string };
  'user.password_reset': { readonly link: string };
  'user.password_changed': { readonly address: string };
  'user.email_change': { readonly link: string; readonly newEmail: string };
  'user.email_changed': { readonly oldEmail: string; readonly newEmail: string };
  'user.new_device': { readonly address: string; readonly browser: string };
  'user.second_factor_off': { readonly address: string };
}

export type MailEvent = keyof MailValues;

export type AnyMail = {
  readonly [Event in MailEvent]: {
    readonly event: Event;
    readonly user: { readonly name: string };
    readonly values: MailValues[Event];
  };
}[MailEvent];

export interface MailHub {
  readonly hubName: string;
  readonly publicUrl: string;
}

/** Returns subject, text and HTML of a mail. */
export function renderMail(mail: AnyMail, hub: MailHub): MailContent {
  return layoutMail(bodyOf(mail, hub), { ...hub, name: mail.user.name });
}

function bodyOf({ event, values }: AnyMail, { hubName, publicUrl }: MailHub): MailBody {
  const securityLink = { label: 'Check your sessions', url: `${publicUrl}/account` };
  switch (event) {
    case 'user.invited':
      return {
        subject: `${values.invitedBy} invited you to ${hubName}`,
        paragraphs: [`${values.invitedBy} invited you to ${hubName}. Set a password to sign in.`],
        action: { label: 'Set a password', url: values.link },
        notes: ['The link works once, for 7 days. If you did not expect this, ignore it.'],
      };
    case 'user.password_reset':
      return {
        subject: `Reset your password for ${hubName}`,
        paragraphs: ['Somebody asked to reset the password of your account.'],
        action: { label: 'Choose a new password', url: values.link },
        notes: ['The link works once, for one hour. If it was not you, ignore this: your password stays as it is.'],
      };
    case 'user.password_changed':
      return {
        subject: `Your password for ${hubName} was changed`,
        paragraphs: [`Your password was changed from ${values.address}. All other sessions were ended.`],
        action: { label: 'Reset the password', url: `${publicUrl}/reset` },
        notes: ['If it was not you, reset the password at once and tell an administrator.'],
      };
    case 'user.email_change':
      return {
        subject: `Confirm your new e-mail address for ${hubName}`,
        paragraphs: [`Confirm that ${values.newEmail} is the new address of your account.`],
        action: { label: 'Confirm the address', url: values.link },
        notes: ['The link works once, for 24 hours. Until then the old address counts.'],
      };
    case 'user.email_changed':
      return {
        subject: `Your e-mail address for ${hubName} was changed`,
        paragraphs: [`The address of your account was changed from ${values.oldEmail} to ${values.newEmail}.`],
        action: null,
        notes: ['If it was not you, tell an administrator at once.'],
      };
    case 'user.new_device':
      return {
        subject: `New sign-in to ${hubName}`,
        paragraphs: [
          `Your account was signed in to from a browser that it did not know: ${values.browser}, address ${values.address}.`,
        ],
        action: securityLink,
        notes: ['If it was not you, change your password and end that session.'],
      };
    case 'user.second_factor_off':
      return {
        subject: `Two-step sign-in for ${hubName} was switched off`,
        paragraphs: [`The second factor of your account was switched off from ${values.address}.`],
        action: securityLink,
        notes: ['If it was not you, change your password and switch it on again.'],
      };
  }
}
