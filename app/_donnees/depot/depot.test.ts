import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import { correction } from '#shared/testing/constructeurs';
import { type Base, creerBase } from '../base/base';
import { sceller } from '../chiffrement/chiffrement';
import { creerDepot, type Depot } from './depot';

let base: Base;
let cle: CryptoKey;
/** As two tabs of one PC hold it. */
let onglets: [Depot, Depot];

beforeEach(async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
  cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  base = await creerBase(`essai${crypto.randomUUID()}`, getRxStorageMemory(), false);
  onglets = [creerDepot(base, cle), creerDepot(base, cle)];
  const vide = Promise.resolve([]);
  for (const d of onglets)
    await d.charger({ jours: vide, dossiers: vide, saisies: vide, decisions: vide, suspens: vide, local: vide });
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const d of onglets) d.fermer();
  await base.close();
  vi.unstubAllGlobals();
});

const deLise = (): Correction => correction('HORAIRE', { auteur: 'lise', poste: 'autre' });
const scelleDe = async (c: Correction) => ({ id: c._id, v: 1, d: await sceller(cle, c) });
const tenues = (d: Depot): string[] => [...d.lire().saisies.keys()].toSorted();

it('[CO-6] a row that leaves and comes back while what came before is being read is still there; one that comes and leaves is not', async () => {
  const [avant, revenue, partie] = [deLise(), deLise(), deLise()];
  await base.saisies.bulkInsert([await scelleDe(revenue)]);
  for (const d of onglets) await expect.poll(() => tenues(d)).toEqual([revenue._id]);

  let rouvrir: () => void = () => undefined;
  const retenu = new Promise<void>((suite) => {
    rouvrir = suite;
  });
  const dechiffrer = crypto.subtle.decrypt.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(async (...args) => {
    await retenu;
    return dechiffrer(...args);
  });
  await base.saisies.bulkInsert([await scelleDe(avant)]);
  await base.saisies.bulkRemove([revenue._id]);
  await base.saisies.bulkInsert([await scelleDe(revenue)]);
  await base.saisies.bulkInsert([await scelleDe(partie)]);
  await base.saisies.bulkRemove([partie._id]);
  rouvrir();
  for (const d of onglets) {
    await expect.poll(() => d.lire().saisies.has(avant._id)).toBe(true);
    await expect.poll(() => tenues(d)).toEqual([avant._id, revenue._id].toSorted());
  }
});

it('[CO-6] what a colleague typed, let go of in one tab, is told no more in the other', async () => {
  const siennes = [deLise(), correction('HORAIRE', { auteur: 'marc', poste: 'autre' })];
  const [ici, ailleurs] = onglets;
  await ici.garderAutrui(siennes);
  for (const d of onglets) await expect.poll(() => d.lire().autrui.size).toBe(2);
  await ici.laisserAutrui('lise');
  for (const d of [ici, ailleurs])
    await expect.poll(() => [...d.lire().autrui.values()].map((s) => s.auteur)).toEqual(['marc']);
});
