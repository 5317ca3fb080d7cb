import { beforeEach, describe, expect, it } from 'vitest';
import { creerAvance, DELAI_MS } from './avance';

let faits: string[];
let echec: string | undefined;
let minuteurs: { ms: number; f: () => void }[];
let dessiner: (() => void)[];
beforeEach(() => {
  faits = [];
  echec = undefined;
  minuteurs = [];
  dessiner = [];
});

const creer = () =>
  creerAvance({
    ouvrir: async (nom) => {
      faits.push(`ouvre ${nom}`);
      if (nom === echec) throw new Error('abîmée');
      const base = { nom, close: async () => void faits.push(`ferme ${nom}`) };
      return { base, finir: () => void faits.push(`cesse de suivre ${nom}`) };
    },
    apresAffichage: () => new Promise((suite) => dessiner.push(suite)),
    apres: (ms, f) => void minuteurs.push({ ms, f }),
  });
/** All that was under way is over. */
const fini = () => new Promise((suite) => setImmediate(suite));
const SEULE = { formulaire: false };

describe('ce qui est ouvert d’avance', () => {
  it('est rendu, ouvert une fois, à qui le demande ; et ne l’est qu’une fois', async () => {
    const a = creer();
    a.prendre('est', SEULE);
    a.prendre('est', SEULE);
    expect((await a.reprendre('est'))?.base.nom).toBe('est');
    expect(a.reprendre('est')).toBeUndefined();
    await a.abandonner();
    // Whoever took it closes it.
    expect(faits).toEqual(['ouvre est']);
  });

  it('attend que le formulaire soit dessiné', async () => {
    const a = creer();
    a.prendre('est', { formulaire: true });
    await fini();
    expect(faits).toEqual([]);
    for (const f of dessiner) f();
    await a.reprendre('est');
    expect(faits).toEqual(['ouvre est']);
  });

  it('d’une autre base, est fermé avant qu’elle s’ouvre', async () => {
    const a = creer();
    a.prendre('est', SEULE);
    a.prendre('sud', SEULE);
    await a.reprendre('sud');
    expect(faits).toEqual(['ouvre est', 'cesse de suivre est', 'ferme est', 'ouvre sud']);
    a.prendre('est', SEULE);
    expect(a.reprendre('ouest')).toBeUndefined();
    await a.abandonner();
    expect(faits.slice(4)).toEqual(['ouvre est', 'cesse de suivre est', 'ferme est']);
  });

  it('est fermé au bout d’une minute, sauf s’il a été repris, et quand on l’abandonne', async () => {
    const a = creer();
    a.prendre('est', SEULE);
    await a.reprendre('est');
    a.prendre('sud', SEULE);
    expect(minuteurs.map((m) => m.ms)).toEqual([DELAI_MS, DELAI_MS]);
    minuteurs[0]?.f();
    await fini();
    expect(faits).toEqual(['ouvre est', 'ouvre sud']);
    minuteurs[1]?.f();
    await a.abandonner();
    expect(faits.slice(2)).toEqual(['cesse de suivre sud', 'ferme sud']);
    expect(a.reprendre('sud')).toBeUndefined();
  });

  it('ce qui ne s’ouvre pas ne retient rien : il se rouvre, et un abandon se termine', async () => {
    const a = creer();
    echec = 'est';
    a.prendre('est', SEULE);
    await fini();
    expect(a.reprendre('est')).toBeUndefined();
    a.prendre('est', SEULE);
    await a.abandonner();
    echec = undefined;
    a.prendre('est', SEULE);
    expect((await a.reprendre('est'))?.base.nom).toBe('est');
  });
});
