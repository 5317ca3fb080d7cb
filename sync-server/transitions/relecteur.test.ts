import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import { type Instant, instantSchema } from '#shared/temps/types';
import { pointage, usager, visite } from '#shared/testing/constructeurs';
import { apresChangement, changer } from '../store/ecrire';
import type { Magasin, Noeud } from '../store/magasin';
import { entourer } from '../store/testing/entourer';
import { basesSuivies, creerMoteur, type Moteur } from './rattraper';
import { ouvrirRelecteur } from './relecteur';
import { revoirTout } from './revoir-tout';
import { type BancTransitions, intervenant, ouvrirBancTransitions } from './testing/banc';

const EST = baseAntenne('EST');
const JOUR = '2026-11-25';
const ID = `intervention:${JOUR}:A-${JOUR} 08:00`;

let banc: BancTransitions;
let magasin: Magasin;
let noeuds: Noeud[];
let maintenant: Instant;
let moteur: Moteur;
const horloge = (): Instant => maintenant;
const attendre = (secondes: number): void => {
  maintenant = instantDe(epochMs(maintenant) + secondes * 1000);
};
const troisNoeuds = (plus: Partial<Noeud> = {}): Noeud[] =>
  [1, 2, 3].map((n) => ({ nom: `n${n}`, present: true, aTransmettre: 0, actifS: 9_000, ...(n === 3 ? plus : {}) }));

beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());

/** A day with a visit, derived. */
beforeEach(async () => {
  await banc.vider();
  noeuds = [];
  maintenant = instantSchema.parse('2026-11-25T12:00:00Z');
  magasin = entourer(banc.magasin, (o, faire) => (o.nom === 'noeuds' ? Promise.resolve(noeuds) : faire()));
  await banc.poserAntenne('EST', usager('U1'), intervenant('I1', 'EST'));
  await banc.poserAntenne('EST', visite('V1', `${JOUR} 08:00`, `${JOUR} 09:00`));
  await banc.pointer(pointage('A', `${JOUR} 08:00`), pointage('D', `${JOUR} 09:00`));
  moteur = await creerMoteur(magasin, horloge);
  await moteur.tour(await basesSuivies(magasin));
  await moteur.minute();
});

/** As a copy that lagged would have had it derived: without its departure. */
const fausser = async (): Promise<void> => {
  const r = await changer<{ _id: string; depart?: object }>(magasin, EST, ID, ({ depart, ...reste }) => reste);
  expect(apresChangement(r)).toBeDefined();
};
const lue = (): Promise<object | undefined> => magasin.lire(EST, ID);

const ouvrir = async () => {
  const r = await ouvrirRelecteur(magasin, horloge);
  await r.observer();
  const { derives } = moteur.derives();
  r.noter(derives);
  return r;
};

test('[FL-2] a day that was derived is looked at again five minutes after the last time, at the latest twenty after the first', async () => {
  const r = await ouvrir();
  expect(r.du()).toBeUndefined();
  attendre(299);
  expect(r.du()).toBeUndefined();
  attendre(1);
  expect(r.du()).toEqual({ neuf: false });
  while (r.du()) expect(await r.relire(moteur)).toEqual([]);
  expect(r.etat()).toEqual({ agitee: false, jours: 0, corriges: 0 });
  r.noter(moteur.derives().derives.concat(JOUR as never));
  for (let n = 0; n < 5; n++) {
    attendre(239);
    expect(r.du()).toBeUndefined();
    r.noter([JOUR as never]);
  }
  attendre(5);
  expect(r.du()).toEqual({ neuf: false });
});

test('[FL-2] what differs is put right and counted, and the day is looked at once more', async () => {
  const r = await ouvrir();
  const bonne = await lue();
  await fausser();
  attendre(300);
  const relus = [];
  while (r.du()) relus.push(...(await r.relire(moteur)));
  expect(relus).toContainEqual({ base: EST, type: 'intervention', jour: JOUR });
  expect(await lue()).toMatchObject({ ...bonne, _rev: expect.any(String) });
  expect(r.etat().corriges).toBe(relus.length);
  expect(r.etat().jours).toBeGreaterThan(0);
});

test('[FL-2] while a node catches up no day is looked at; then all are, from nothing that is kept, even by who starts after', async () => {
  noeuds = troisNoeuds({ aTransmettre: 12 });
  const r = await ouvrir();
  expect([r.etat().agitee, r.douteux()]).toEqual([true, true]);
  attendre(3_600);
  await r.observer();
  expect(r.du()).toBeUndefined();
  // Another process, which derives nothing.
  const suivant = await ouvrirRelecteur(magasin, horloge);
  noeuds = troisNoeuds();
  await suivant.observer();
  expect(suivant.du()).toEqual({ neuf: true });
  expect(suivant.etat()).toMatchObject({ agitee: false, douteux: true });
  await fausser();
  const neuf = await creerMoteur(magasin, horloge);
  let corriges = 0;
  for (let n = 0; suivant.du() && n < 9; n++) corriges += (await suivant.relire(neuf)).length;
  expect(corriges).toBeGreaterThan(0);
  expect(suivant.etat()).toMatchObject({ agitee: false, corriges });
  expect(suivant.etat()).not.toHaveProperty('douteux');
  // It looks twice.
  expect(suivant.etat().jours).toBeGreaterThan(0);
});

test('[FL-2] by hand: what differs is told, then put right; refused while a node catches up', async () => {
  const jours = [JOUR as never];
  expect(await revoirTout(magasin, horloge, jours, false)).toEqual({ ok: true, valeur: [] });
  await fausser();
  const fausse = await lue();
  const r = await revoirTout(magasin, horloge, jours, false);
  expect(r).toMatchObject({ ok: true, valeur: [{ base: EST, type: 'intervention', jour: JOUR }] });
  expect(await lue()).toEqual(fausse);
  expect(await revoirTout(magasin, horloge, jours, true)).toEqual(r);
  expect(await revoirTout(magasin, horloge, jours, false)).toEqual({ ok: true, valeur: [] });
  noeuds = troisNoeuds({ aTransmettre: 36_693 });
  expect(await revoirTout(magasin, horloge, jours, false)).toMatchObject({
    refus: { message: expect.stringMatching(/encore 36\s693\sdocuments\. Rien n’a été vérifié\./) },
  });
});
