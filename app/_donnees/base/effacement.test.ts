import { afterEach, describe, expect, it, vi } from 'vitest';
import { effacerPoste } from './effacement';
import { retirer } from './fichiers';
import { lireMoitie, seulSurMoitie, tenirMoitie } from './moitie';
import { nomMoitie } from './noms';
import { ecrireTrousseau, lireTrousseau } from './stockage';
import { disque, navigateur, type Pannes } from './testing/navigateur';

afterEach(() => vi.unstubAllGlobals());

describe('a file of this PC that must go', () => {
  it.each<[string, Pannes, boolean, number | undefined]>([
    ['goes', {}, true, undefined],
    ['is tried again where it was held a moment', { retraits: 1 }, true, undefined],
    ['is emptied, and removed then', { retraits: 2 }, true, undefined],
    ['is emptied where it will not go', { retraits: 9 }, true, 0],
    ['is said to be still there where nothing can be done to it', { retraits: 9, ecritures: true }, false, 3],
  ])('%s', async (_, pannes, parti, reste) => {
    const { fichiers, racine } = disque(pannes);
    fichiers.set('a', new Uint8Array(3));
    expect(await retirer(racine, 'a')).toBe(parti);
    expect(fichiers.get('a')?.length).toBe(reste);
  });
  it('one that another tab has removed has gone', async () => {
    expect(await retirer(disque().racine, 'a')).toBe(true);
  });
});

describe('the half of what opens an account without network', () => {
  it('an emptied one is none, and is made again at a sign-in', async () => {
    const { fichiers } = navigateur();
    fichiers.set(nomMoitie('anne'), new Uint8Array());
    expect(await lireMoitie('anne')).toBeUndefined();
    expect(await seulSurMoitie(() => tenirMoitie('anne'))).toHaveLength(32);
  });
  it('a disk that refuses a reading is asked once more; one that goes on has none to give', async () => {
    const pannes: Pannes = { lectures: 1 };
    const { fichiers } = navigateur(pannes);
    fichiers.set(nomMoitie('anne'), new Uint8Array(32));
    expect(await lireMoitie('anne')).toHaveLength(32);
    pannes.lectures = 1;
    expect(await seulSurMoitie(() => tenirMoitie('anne'))).toEqual(new Uint8Array(32));
    pannes.lectures = 9;
    expect(await lireMoitie('anne')).toBeUndefined();
    expect(fichiers.get(nomMoitie('anne'))).toHaveLength(32);
  });
  it('a file that stays is told to who signs out', async () => {
    const { fichiers } = navigateur({ retraits: 9, ecritures: true });
    fichiers.set(nomMoitie('anne'), new Uint8Array(32));
    expect(await effacerPoste('anne')).toBe(false);
  });
  it('[CO-6] a tab that erases while another signs in takes its ring with its half', async () => {
    const { fichiers } = navigateur();
    let ecrire = (): void => undefined;
    const scelle = new Promise<void>((ok) => {
      ecrire = ok;
    });
    const entree = seulSurMoitie(async () => {
      await tenirMoitie('anne');
      await scelle;
      ecrireTrousseau('anne', { sel: '', parServeur: '' });
    });
    const effacement = effacerPoste('anne');
    ecrire();
    await entree;
    expect(await effacement).toBe(true);
    expect([lireTrousseau('anne'), fichiers.size]).toEqual([undefined, 0]);
  });
});
