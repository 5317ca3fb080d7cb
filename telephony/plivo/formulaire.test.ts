import { describe, expect, test } from 'vitest';
import { lireFormulaire, lireRequete, lireSessionStart } from './formulaire';

const requete = (url: string, corps: string) => lireRequete(url, lireFormulaire(corps));

describe('lecture d’un webhook', () => {
  test('form-urlencoded fields become a request', () => {
    const r = requete(
      '/plivo/etape?e=abc',
      'CallUUID=u-1&From=33199000001&Digits=71248&SessionStart=2026-10-01+06%3A02%3A49.123456',
    );
    expect(r).toMatchObject({
      appelId: 'u-1',
      numero: '+33199000001',
      touches: '71248',
      sessionStart: '2026-10-01T06:02:49Z',
      fin: false,
      jeton: 'abc',
    });
    expect(JSON.stringify({ ...r, touches: '' })).not.toContain('71248');
  });

  test.each([
    ['/plivo/appel', 'Event=Hangup&CallStatus=completed', true],
    ['/plivo/appel', 'Event=Hangup', true],
    ['/plivo/appel', 'CallStatus=no-answer', true],
    ['/plivo/appel', 'CallStatus=ringing', false],
    ['/plivo/appel', 'Event=StartApp&CallStatus=ringing', false],
    ['/plivo/fin', 'CallStatus=completed', true],
    ['/plivo/fin', 'CallStatus=in-progress', false],
    ['/plivo/fin', '', true],
    ['/plivo/appel', '', false],
  ])('hangup_url defaults to the answer URL: %s with « %s », end = %s', (url, corps, fin) => {
    expect(requete(url, `CallUUID=u&${corps}`).fin).toBe(fin);
  });

  test('the key of a repetition: path, query and Digits, and no Digits are empty Digits', () => {
    const cle = (url: string, corps: string) => requete(url, corps).cle;
    expect(cle('/plivo/etape?e=a', 'CallUUID=u&Digits=1')).toBe(cle('/plivo/etape?e=a', 'Digits=1&CallUUID=u'));
    expect(cle('/plivo/etape?e=a', 'Digits=')).toBe(cle('/plivo/etape?e=a', ''));
    expect(cle('/plivo/etape?e=a', 'Digits=1')).not.toBe(cle('/plivo/etape?e=b', 'Digits=1'));
    expect(cle('/plivo/etape?e=a', 'Digits=1')).not.toBe(cle('/plivo/etape?e=a', 'Digits=2'));
  });

  test('an absent CallUUID is absent; one that cannot be part of an id is replaced by its digest', () => {
    expect(requete('/plivo/appel', 'From=anonymous').appelId).toBeUndefined();
    expect(requete('/plivo/appel', 'CallUUID=+').appelId).toBeUndefined();
    expect(requete('/plivo/appel', 'CallUUID=a%3Ab%2Fc').appelId).toMatch(/^[0-9a-f]{32}$/);
    expect(requete('/plivo/appel', `CallUUID=${'x'.repeat(500)}`).appelId).toMatch(/^[0-9a-f]{32}$/);
  });

  test('fields given twice, or named like Object’s own, do no harm', () => {
    expect(requete('/plivo/appel', 'CallUUID=a&CallUUID=b').appelId).toBe('a');
    expect(requete('/plivo/appel', '__proto__=x&constructor=y&toString=z').appelId).toBeUndefined();
  });
});

test.each([
  ['2026-10-01 06:02:49.123456', '2026-10-01T06:02:49Z'],
  ['2026-10-01 06:02:49', '2026-10-01T06:02:49Z'],
  ['2026-10-01T06:02:49Z', '2026-10-01T06:02:49Z'],
  ['2026-10-01 06:02:49+00:00', '2026-10-01T06:02:49Z'],
  ['2026-10-01 06:02:49+02:00', undefined],
  ['2026-13-41 06:02:49', undefined],
  ['hier', undefined],
  ['', undefined],
  [undefined, undefined],
])('[PT-2] SessionStart « %s » is %s', (texte, instant) => {
  expect(lireSessionStart(texte)).toBe(instant);
});
