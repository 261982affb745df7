import { expect } from 'chai';
import { loadConfig } from '../../../src/config/load-config.ts';

const messageOf = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the settings', () => {
  it('name a database address that is none, without repeating it', () => {
    for (const url of ['nonsense', 'mysql://root:secret@host/x', 'host:5432/secret']) {
      const message = messageOf({ DATABASE_URL: url });
      expect(message).to.include('DATABASE_URL has to be an address such as postgres://');
      expect(message).to.not.include('secret');
    }
    expect(messageOf({ DATABASE_URL: 'postgresql://user@host/x' })).to.equal('');
  });

  it('name a mail server that is none, without repeating its password', () => {
    const env = { DATABASE_URL: 'postgres://host/x', HUBWRIGHT_SMTP_URL: 'https://user:secret@mail.example.com' };
    expect(messageOf(env)).to.include('HUBWRIGHT_SMTP_URL has to be an address').and.not.include('secret');
  });

  it('are refused all at once', () => {
    const message = messageOf({ HUBWRIGHT_PORT: 'x', HUBWRIGHT_INSECURE_COOKIES: 'perhaps' });
    for (const name of ['HUBWRIGHT_PORT', 'HUBWRIGHT_INSECURE_COOKIES', 'DATABASE_URL'])
      expect(message).to.include(name);
  });
});
