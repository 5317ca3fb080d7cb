import { expect, test } from 'vitest';
import { ErreurConfig, lireConfig } from '../../config';
import { exigerReglages } from './exiger-reglages';

const refus = (env: Record<string, string>): string | undefined => {
  try {
    exigerReglages(lireConfig(env));
    return undefined;
  } catch (e) {
    if (e instanceof ErreurConfig) return e.message;
    throw e;
  }
};
const PRODUCTION = { PUBLIC_ORIGIN: 'https://extranet.test' };

test('a folder of backups without its key is refused, with how to make one', () => {
  expect(refus({ ...PRODUCTION, SAUVEGARDE_DIR: '/srv/s' })).toMatch(
    /SAUVEGARDE_CLE : nécessaire avec SAUVEGARDE_DIR.*openssl rand -base64 32/,
  );
  expect(refus({ ...PRODUCTION, SAUVEGARDE_DIR: '/srv/s', SAUVEGARDE_CLE: 'une phrase assez longue' })).toBeUndefined();
});

test('production without its public address, or with one in clear, is refused, with what to give', () => {
  expect(refus({})).toMatch(/PUBLIC_ORIGIN : nécessaire avec MODE=production.*https:\/\/.*MODE=formation/);
  expect(refus({ PUBLIC_ORIGIN: 'http://extranet.test' })).toMatch(/PUBLIC_ORIGIN : doit commencer par https:\/\//);
  expect(refus(PRODUCTION)).toBeUndefined();
  // In clear to this machine alone: nobody else is on that wire.
  expect(refus({ PUBLIC_ORIGIN: 'http://127.0.0.1:3000' })).toBeUndefined();
  for (const MODE of ['formation', 'demonstration']) expect(refus({ MODE })).toBeUndefined();
});

test('a mail server without who writes is refused: every mail would be dropped', () => {
  const SMTP_URL = 'smtps://compte:secret@smtp.test:465';
  const dit = refus({ ...PRODUCTION, SMTP_URL });
  expect(dit).toMatch(/COURRIEL_DE : nécessaire avec SMTP_URL/);
  expect(dit).not.toContain('secret');
  expect(refus({ ...PRODUCTION, SMTP_URL, COURRIEL_DE: 'Télégestion <t@paris.test>' })).toBeUndefined();
  // The server taken away, for a while, stops nothing: the health says that none is set.
  expect(refus({ ...PRODUCTION, COURRIEL_DE: 't@paris.test' })).toBeUndefined();
});

test('all that is wrong is said at once', () => {
  expect(refus({ SAUVEGARDE_DIR: '/srv/s' })?.split('\n')).toHaveLength(3);
});
