import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionSchema } from '#shared/contrats/acces/compte';
import { nomCopie } from '../base/noms';
import { ecrireSecours } from '../base/secours';
import { lireIllisibles, lireTrousseau } from '../base/stockage';
import { navigateur } from '../base/testing/navigateur';
import { enBase64 } from '../chiffrement/chiffrement';
import { cleALaConnexion } from './entree';

const session = sessionSchema.parse({
  identifiant: 'marie',
  nom: 'Marie',
  role: 'GESTIONNAIRE',
  responsable: false,
  antennes: ['EST', 'SUD'],
  partCle: enBase64(new Uint8Array(32).fill(7)),
  expireLe: '2026-11-27T08:00:00Z',
});
const MOT_DE_PASSE = 'une phrase assez longue';
const BASE = 'tg-marie-est';

describe('[CO-6] a sign-in that finds no ring of keys, the browser having lost it', () => {
  let fichiers: Map<string, Uint8Array>;
  let cle: CryptoKey;
  beforeEach(async () => {
    ({ fichiers } = navigateur());
    cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  });
  afterEach(() => vi.unstubAllGlobals());
  /** What the power cut takes. */
  const perdreLaReserve = (): void => {
    for (const c of Object.keys(localStorage)) localStorage.removeItem(c);
  };

  it('what waited there can be read by nobody any more: it goes, and that it was there is told, until she has read it', async () => {
    await ecrireSecours(BASE, cle, [{ _id: 'correction:2026-11-25:C1' }]);
    perdreLaReserve();
    await cleALaConnexion(session, MOT_DE_PASSE);
    expect(fichiers.has(nomCopie(BASE))).toBe(false);
    expect(lireTrousseau('marie')).toBeDefined();
    expect(lireIllisibles('marie')).toBe(true);
  });

  it('nothing waited there: nothing is said; nor on a PC that never knew her, nor of a colleague’s', async () => {
    await ecrireSecours(BASE, cle, []);
    await ecrireSecours('tg-marie-claire-est', cle, [{ _id: 'correction:2026-11-25:C1' }]);
    perdreLaReserve();
    await cleALaConnexion(session, MOT_DE_PASSE);
    expect(lireIllisibles('marie')).toBe(false);
    expect(fichiers.has(nomCopie('tg-marie-claire-est'))).toBe(true);
  });

  it('the ring alone is gone: the count says what waited', async () => {
    localStorage.setItem(`tg.attente.${BASE}`, '3');
    await cleALaConnexion(session, MOT_DE_PASSE);
    expect(lireIllisibles('marie')).toBe(true);
  });

  it('a browser without files: that there was a database is all that is known', async () => {
    for (const [bases, dit] of [
      [[], false],
      [[{ name: `rxdb-dexie-${BASE}--1--saisies` }], true],
    ] as const) {
      vi.stubGlobal('indexedDB', {
        databases: async () => bases,
        deleteDatabase: () => {
          const demande: { onsuccess?: () => void } = {};
          setTimeout(() => demande.onsuccess?.());
          return demande;
        },
      });
      vi.stubGlobal('navigator', { ...navigator, storage: {} });
      perdreLaReserve();
      await cleALaConnexion(session, MOT_DE_PASSE);
      expect(lireIllisibles('marie')).toBe(dit);
    }
  });
});
