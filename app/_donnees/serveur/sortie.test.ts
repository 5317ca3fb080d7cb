import { beforeEach, expect, it } from 'vitest';
import { creerSortie } from './sortie';

/** What this PC keeps, and the server behind the cut. */
let gardee: boolean;
let serveur: 'REPOND' | 'MUET';
let ouverte: boolean;
let fermetures: number;
let parties: string[];
let file: Promise<unknown>;
beforeEach(() => {
  gardee = false;
  serveur = 'MUET';
  ouverte = true;
  fermetures = 0;
  parties = [];
  file = Promise.resolve();
});

/** A page of this PC: each has its own memory, all share what is kept. */
const page = (suite?: string) =>
  creerSortie({
    garder: (due) => {
      gardee = due;
    },
    gardee: () => gardee,
    fermer: async () => {
      await Promise.resolve();
      if (serveur === 'MUET') throw new Error('silence');
      fermetures += 1;
      ouverte = false;
      return suite;
    },
    seul: (travail) => {
      const tour = file.then(travail);
      file = tour.catch(() => undefined);
      return tour;
    },
    quitter: (adresse) => parties.push(adresse),
  });

it('un départ avec le réseau ferme la session, et ne laisse rien à fermer', async () => {
  serveur = 'REPOND';
  const p = page('https://fournisseur.test/sortie');
  expect(await p.sortir()).toBe('https://fournisseur.test/sortie');
  expect([ouverte, gardee, p.due.lire()]).toEqual([false, false, false]);
  await p.solder();
  expect([fermetures, parties]).toEqual([1, []]);
});

it('un départ pendant une coupure est retenu, et fermé avant toute autre demande au retour, même par une page rechargée', async () => {
  expect(await page().sortir()).toBeUndefined();
  const rechargee = page();
  expect([gardee, rechargee.due.lire()]).toEqual([true, true]);
  await expect(rechargee.solder()).rejects.toThrow('silence');
  serveur = 'REPOND';
  await rechargee.solder();
  expect([ouverte, gardee, rechargee.due.lire()]).toEqual([false, false, false]);
});

it('deux demandes à la fois, ou deux onglets, ne la ferment qu’une fois : la session ouverte ensuite reste ouverte', async () => {
  const [une, autre] = [page(), page()];
  await une.sortir();
  serveur = 'REPOND';
  await Promise.all([une.solder(), une.solder(), autre.solder()]);
  expect(fermetures).toBe(1);
  await autre.solder();
  expect([fermetures, autre.due.lire()]).toEqual([1, false]);
});

it('fermée au retour du réseau, la page quitte aussi le service de connexion', async () => {
  const p = page('https://fournisseur.test/sortie');
  await p.sortir();
  serveur = 'REPOND';
  await p.solder();
  expect(parties).toEqual(['https://fournisseur.test/sortie']);
});

it('rien n’est demandé tant que la fermeture échoue ; sans départ, rien n’est retenu', async () => {
  const p = page();
  await p.solder();
  expect(fermetures).toBe(0);
  await p.sortir();
  await expect(p.solder()).rejects.toThrow('silence');
  await expect(p.solder()).rejects.toThrow('silence');
  expect(gardee).toBe(true);
});
