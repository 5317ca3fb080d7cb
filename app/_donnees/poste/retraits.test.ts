import { beforeEach, describe, expect, it } from 'vitest';
import { type Session, sessionSchema } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import type { Saisie } from '#shared/contrats/saisie';
import { creerRetraits } from './retraits';

const session = (role: string, antennes: Antenne[]): Session =>
  sessionSchema.parse({
    identifiant: 'sofia',
    nom: 'Sofia',
    role,
    responsable: false,
    antennes,
    partCle: '',
    expireLe: '2026-11-27T08:00:00Z',
  });
const saisie = (id: string): Saisie => ({ _id: id }) as Saisie;
const EST = 'tg-sofia-est';
const SUD = 'tg-sofia-sud';

/** A PC: bases with what waits in them, copies, counts; what was done to it, in order. */
let bases: Map<string, string[]>;
let copies: Map<string, string[]>;
let attente: Map<string, number>;
let retirees: Map<string, number>;
/** Drafts: how many are sealed, and how many were in the page's memory only. */
let brouillons: Map<string, { gardes: number; perdus: number }>;
let disquePlein: boolean;
/** localStorage has no room for one more count: there is as soon as one goes. */
let comptesPleins: boolean;
let actes: string[];
let cle: CryptoKey;
beforeEach(async () => {
  bases = new Map();
  copies = new Map();
  attente = new Map();
  retirees = new Map();
  brouillons = new Map();
  disquePlein = false;
  comptesPleins = false;
  actes = [];
  cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
});

const retraits = creerRetraits({
  presente: async (nom) => bases.has(nom) || copies.has(nom),
  compter: (nom) => Math.max(attente.get(nom) ?? 0, retirees.get(nom) ?? 0),
  lire: async (nom) => [...new Set([...(bases.get(nom) ?? []), ...(copies.get(nom) ?? [])])].map(saisie),
  copier: async (nom, _cle, saisies) => {
    if (disquePlein) throw new Error('disque plein');
    actes.push('copie');
    copies.set(
      nom,
      saisies.map((s) => s._id),
    );
  },
  fermerBrouillons: async (nom, avec) => {
    const { gardes, perdus } = brouillons.get(nom) ?? { gardes: 0, perdus: 0 };
    brouillons.set(nom, { gardes: avec ? gardes : 0, perdus: 0 });
    return avec ? { gardes, perdus } : { gardes: 0, perdus: gardes + perdus };
  },
  noter: (nom, n) => {
    if (comptesPleins && attente.has(nom)) return;
    retirees.set(nom, n);
    attente.delete(nom);
  },
  rendre: (nom) => {
    attente.set(nom, (attente.get(nom) ?? 0) + (retirees.get(nom) ?? 0));
    retirees.delete(nom);
  },
  effacerBase: async (nom) => {
    actes.push('base effacée');
    bases.delete(nom);
    attente.delete(nom);
  },
  oublier: async (nom) => {
    copies.delete(nom);
    retirees.delete(nom);
    brouillons.delete(nom);
    return true;
  },
});

const poserEst = (...ids: string[]): void => {
  bases.set(EST, ids);
  copies.set(EST, ids);
  attente.set(EST, ids.length);
};

describe('[CO-6] une antenne retirée au compte', () => {
  it('sa base quitte le poste ; ce qui n’était pas envoyé est d’abord gardé en copie, et dit', async () => {
    poserEst('c1', 'c2', 'c3');
    bases.set(SUD, ['c9']);
    const dits = await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle);
    expect(dits).toEqual([{ antenne: 'EST', saisies: ['c1', 'c2', 'c3'].map(saisie), perdues: 0, brouillons: 0 }]);
    expect(actes).toEqual(['copie', 'base effacée']);
    expect([...bases.keys()]).toEqual([SUD]);
    // Nothing waits there any more: neither « Reprise… 0 / 3 » nor a reload that is held back.
    expect(attente.get(EST) ?? 0).toBe(0);
  });

  it('tout est redit à chaque ouverture, jusqu’à ce que son auteur laisse perdre', async () => {
    poserEst('c1');
    await retraits.retirer(session('AUDITEUR', []), cle);
    const [dit] = await retraits.retirer(session('AUDITEUR', []), cle);
    expect(dit?.saisies).toEqual([saisie('c1')]);
    await retraits.oublier('sofia', 'EST');
    expect(await retraits.retirer(session('AUDITEUR', []), cle)).toEqual([]);
    expect(copies.size).toBe(0);
  });

  it('rien n’attendait : la base s’en va sans un mot, et rien ne reste', async () => {
    bases.set(EST, []);
    expect(await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle)).toEqual([]);
    expect([bases.size, copies.size, actes]).toEqual([0, 0, ['base effacée']]);
  });

  it('la mémoire de la page compte aussi, et une saisie n’est dite qu’une fois', async () => {
    poserEst('c1');
    const [dit] = await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle, { EST: [saisie('c1'), saisie('c2')] });
    expect(dit?.saisies).toEqual([saisie('c1'), saisie('c2')]);
    expect(copies.get(EST)).toEqual(['c1', 'c2']);
  });

  it('le disque refuse la copie : la base, qui les tient, reste jusqu’à une autre fois', async () => {
    poserEst('c1');
    disquePlein = true;
    const [dit] = await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle);
    expect([dit?.saisies.length, bases.has(EST)]).toEqual([1, true]);
    disquePlein = false;
    await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle);
    expect([copies.get(EST), bases.has(EST)]).toEqual([['c1'], false]);
  });

  it('sans place pour son compte avant que la base s’en aille, ce qui est gardé est compté, dit et redit', async () => {
    poserEst('c1', 'c2');
    comptesPleins = true;
    const dits = await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle);
    expect([bases.has(EST), retirees.get(EST)]).toEqual([false, 2]);
    expect(await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle)).toEqual(dits);
    // Nor is a copy forgotten whose count is nowhere.
    retirees.clear();
    expect(await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle)).toEqual(dits);
    expect(retirees.get(EST)).toBe(2);
  });

  it('sans la clé, ou comptées sans être retrouvées : dites perdues', async () => {
    poserEst('c1', 'c2');
    expect(await retraits.retirer(session('AUDITEUR', []), undefined)).toEqual([
      { antenne: 'EST', saisies: [], perdues: 2, brouillons: 0 },
    ]);
    expect(bases.size).toBe(0);
    poserEst('c1');
    attente.set(EST, 4);
    expect(await retraits.retirer(session('AUDITEUR', []), cle)).toMatchObject([{ perdues: 3 }]);
  });

  it('l’antenne est rendue : ce qui était gardé attend de nouveau, et partira', async () => {
    poserEst('c1', 'c2');
    await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle);
    expect(await retraits.retirer(session('GESTIONNAIRE', ['EST', 'SUD']), cle)).toEqual([]);
    expect([attente.get(EST), copies.get(EST)]).toEqual([2, ['c1', 'c2']]);
  });

  it('ce qui y était commencé est dit, même seul, et redit jusqu’à ce que son auteur laisse perdre', async () => {
    bases.set(EST, []);
    brouillons.set(EST, { gardes: 2, perdus: 0 });
    const dit = { antenne: 'EST', saisies: [], perdues: 0, brouillons: 2 };
    expect(await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle)).toEqual([dit]);
    expect(bases.size).toBe(0);
    expect(await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle)).toEqual([dit]);
    await retraits.oublier('sofia', 'EST');
    expect(await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle)).toEqual([]);
    expect(brouillons.get(EST)?.gardes ?? 0).toBe(0);
  });

  it('commencé et que rien ne rendra : dit perdu avec le reste, et redit', async () => {
    poserEst('c1');
    brouillons.set(EST, { gardes: 1, perdus: 2 });
    const dit = { antenne: 'EST', saisies: [saisie('c1')], perdues: 2, brouillons: 1 };
    expect(await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle)).toEqual([dit]);
    expect(await retraits.retirer(session('GESTIONNAIRE', ['SUD']), cle)).toEqual([dit]);
    bases.clear();
    expect(await retraits.retirer(session('AUDITEUR', []), undefined)).toMatchObject([{ perdues: 4, brouillons: 0 }]);
  });
});
