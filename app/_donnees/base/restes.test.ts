import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sessionSchema } from '#shared/contrats/acces/compte';
import { laisserPerdre, retirees, retirerPoste } from '../poste/antennes-retirees';
import { nomCopie, nomMoitie } from './noms';
import { effacerOuDire, reprendreEffacements, restes } from './restes';
import { ecrireTrousseau, lireTrousseau } from './stockage';
import { navigateur, type Pannes } from './testing/navigateur';

const REFUS: Pannes = { retraits: 99, ecritures: true };
let pannes: Pannes;
let fichiers: Map<string, Uint8Array>;
beforeEach(() => {
  pannes = {};
  ({ fichiers } = navigateur(pannes));
});
afterEach(async () => {
  Object.assign(pannes, { retraits: 0, ecritures: false, bases: false });
  await reprendreEffacements();
  vi.unstubAllGlobals();
});

const MOITIE = new Uint8Array(32);
const refuser = (): void => void Object.assign(pannes, REFUS);
const permettre = (): void => void Object.assign(pannes, { retraits: 0, ecritures: false });

it('a file that will not go is told on every screen, tried again, and told no more once it is gone', async () => {
  fichiers.set(nomMoitie('anne'), MOITIE);
  ecrireTrousseau('anne', { sel: '', parServeur: '' });
  refuser();
  expect([await effacerOuDire('anne'), restes.lire(), lireTrousseau('anne')]).toEqual([false, true, undefined]);
  expect([await reprendreEffacements(), restes.lire()]).toEqual([false, true]);
  permettre();
  expect([await reprendreEffacements(), restes.lire(), fichiers.size]).toEqual([true, false, 0]);
});

it('a browser that does not even say what it holds is told too', async () => {
  pannes.bases = true;
  expect([await effacerOuDire('anne'), restes.lire()]).toEqual([false, true]);
  pannes.bases = false;
  expect([await reprendreEffacements(), restes.lire()]).toEqual([true, false]);
});

it('another page finds at its start the half that this one left, whoever it is of, and takes no half whose ring is there', async () => {
  fichiers.set(nomMoitie('anne'), MOITIE);
  fichiers.set(nomMoitie('anne-marie'), MOITIE);
  ecrireTrousseau('anne-marie', { sel: '', parServeur: '' });
  refuser();
  expect([await reprendreEffacements(), restes.lire()]).toEqual([false, true]);
  permettre();
  expect(await reprendreEffacements()).toBe(true);
  expect([...fichiers.keys()]).toEqual([nomMoitie('anne-marie')]);
});

it('[CO-6] an account that has come back since keeps what it has here', async () => {
  fichiers.set(nomMoitie('anne'), MOITIE);
  fichiers.set(nomCopie('tg-anne-est'), MOITIE);
  refuser();
  await effacerOuDire('anne');
  permettre();
  ecrireTrousseau('anne', { sel: '', parServeur: '' });
  expect([await reprendreEffacements(), restes.lire(), fichiers.size]).toEqual([true, false, 2]);
});

const session = (identifiant: string) =>
  sessionSchema.parse({
    identifiant,
    nom: 'Anne',
    role: 'AUDITEUR',
    responsable: false,
    antennes: [],
    partCle: '',
    expireLe: '2026-11-27T08:00:00Z',
  });

it('an account that keeps nothing on a PC any more: what would not go of it is told', async () => {
  fichiers.set(nomMoitie('anne'), MOITIE);
  refuser();
  await retirerPoste(session('anne'), undefined);
  expect(restes.lire()).toBe(true);
  permettre();
  expect([await reprendreEffacements(), fichiers.size]).toEqual([true, 0]);
});

it('[CO-6] what she lets go of and the browser keeps is still shown to her, until it is gone', async () => {
  const un = { antenne: 'EST' as const, saisies: [], perdues: 0, brouillons: 1 };
  retirees.changer(() => ({ identifiant: 'anne', liste: [un] }));
  fichiers.set(nomCopie('tg-anne-est'), MOITIE);
  refuser();
  expect(await laisserPerdre('anne', 'EST', true)).toBe(false);
  expect(retirees.lire().liste).toEqual([un]);
  permettre();
  expect(await laisserPerdre('anne', 'EST', true)).toBe(true);
  expect([retirees.lire().liste, fichiers.size]).toEqual([[], 0]);
});
