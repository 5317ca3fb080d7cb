import { expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import type { EtatAppel } from '../svi/etat';
import { jetonsDe } from './jeton';

const etat: EtatAppel = {
  appelId: 'A',
  instant: '2026-10-01T06:31:49Z' as Instant,
  numero: '+33199000001',
  etape: 'SENS',
  erreurs: 1,
  silences: 0,
  intervenantId: 'I1',
  usagers: ['M1'],
  corrections: 0,
  pointages: [{ id: 'A-0-M1', sens: 'ARRIVEE', usagerId: 'M1' }],
};

test('a state comes back from its token, in any worker that has the account’s secret', () => {
  expect(jetonsDe('secret').ouvrir(jetonsDe('secret').sceller(etat), 'A')).toEqual(etat);
});

test('the same state makes the same token, and a token shows nothing of it', () => {
  const jetons = jetonsDe('secret');
  expect(jetons.sceller(etat)).toBe(jetons.sceller({ ...etat }));
  expect(jetons.sceller(etat)).not.toBe(jetons.sceller({ ...etat, erreurs: 2 }));
  expect(Buffer.from(jetons.sceller(etat), 'base64url').toString('latin1')).not.toContain('M1');
  expect(jetons.sceller(etat)).toMatch(/^[\w-]{1,900}$/);
});

test('altered, cut, of another call or another account: not a state', () => {
  const jetons = jetonsDe('secret');
  const bon = jetons.sceller(etat);
  const octets = Buffer.from(bon, 'base64url');
  for (const i of [0, 12, 28, octets.length - 1]) {
    const altere = Buffer.from(bon, 'base64url');
    altere.writeUInt8((octets.readUInt8(i) + 1) % 256, i);
    expect(jetons.ouvrir(altere.toString('base64url'), 'A')).toBeUndefined();
  }
  for (const faux of ['', 'x', bon.slice(0, 20), bon.slice(0, -4), `${bon}AAAA`, '%%%', 'é'.repeat(50)]) {
    expect(jetons.ouvrir(faux, 'A')).toBeUndefined();
  }
  expect(jetons.ouvrir(bon, 'B')).toBeUndefined();
  expect(jetonsDe('autre').ouvrir(bon, 'A')).toBeUndefined();
});
