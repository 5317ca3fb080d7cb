import { afterEach, describe, expect, it, vi } from 'vitest';
import { effacerPoste } from './effacement';
import { retirer } from './fichiers';
import { lireMoitie, seulSurMoitie, tenirMoitie } from './moitie';
import { nomMoitie } from './noms';
import { ecrireTrousseau, lireTrousseau } from './stockage';

type Pannes = { retraits?: number; ecritures?: boolean };

/** A folder of OPFS in memory. `retraits`: how many removals it refuses; `ecritures`: it refuses them all. */
const disque = (pannes: Pannes = {}) => {
  const fichiers = new Map<string, Uint8Array>();
  const manque = () => new DOMException('', 'NotFoundError');
  let refus = pannes.retraits ?? 0;
  const racine = {
    async *keys() {
      yield* fichiers.keys();
    },
    removeEntry: async (nom: string): Promise<void> => {
      if (refus-- > 0) throw new DOMException('', 'NoModificationAllowedError');
      if (!fichiers.delete(nom)) throw manque();
    },
    getFileHandle: async (nom: string, o?: { create?: boolean }) => {
      if (!fichiers.has(nom) && !o?.create) throw manque();
      if (!fichiers.has(nom)) fichiers.set(nom, new Uint8Array());
      return {
        getFile: async () => new Blob([Uint8Array.from(fichiers.get(nom) ?? [])]),
        createWritable: async () => {
          if (pannes.ecritures) throw new DOMException('', 'NoModificationAllowedError');
          let ecrit = new Uint8Array();
          return {
            write: async (o: Uint8Array) => {
              ecrit = Uint8Array.from(o);
            },
            close: async () => void fichiers.set(nom, ecrit),
          };
        },
      };
    },
  };
  return { fichiers, racine: racine as unknown as FileSystemDirectoryHandle };
};

const navigateur = (pannes?: Pannes) => {
  const d = disque(pannes);
  const cles = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (c: string) => cles.get(c) ?? null,
    setItem: (c: string, v: string) => void cles.set(c, v),
    removeItem: (c: string) => void cles.delete(c),
  });
  vi.stubGlobal('indexedDB', { databases: async () => [] });
  let file: Promise<unknown> = Promise.resolve();
  const request = <T>(_: string, travail: () => Promise<T>): Promise<T> => {
    const suite = file.then(travail);
    file = suite.catch(() => undefined);
    return suite;
  };
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => d.racine }, locks: { request } });
  return d;
};

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
