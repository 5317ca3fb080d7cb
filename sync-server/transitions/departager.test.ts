import { expect, test } from 'vitest';
import type { Divergence } from '#shared/contrats/exploitation/divergence';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { creerAlea } from '#shared/testing/alea';
import { pointage, usager, visite } from '#shared/testing/constructeurs';
import { idAncienCode } from '../domaines/dossiers';
import { horlogeSysteme } from '../ports/horloge';
import { deposerLot, enConflit } from '../store/ecrire';
import { lirePlage, plageDuType, sansRev } from '../store/lire';
import type { Magasin } from '../store/magasin';
import { preparerBases } from '../store/preparer-bases';
import { ecrits } from '../store/testing/contexte';
import { creerGrappe } from '../store/testing/copies/grappe';
import { magasinGrappe } from '../store/testing/copies/magasin-grappe';
import { rattraper } from './rattraper';

const EST = baseAntenne('EST');
const POINTAGES = `tg-pointages-${horlogeSysteme().slice(0, 4)}`;

const ouvrir = async (graine = 1) => {
  const g = creerGrappe({ alea: creerAlea(graine) });
  const [ici, la] = [magasinGrappe(g, { prefere: 0, cote: 0 }), magasinGrappe(g, { prefere: 2, cote: 1 })];
  await preparerBases(ici, horlogeSysteme());
  g.converger();
  return {
    g,
    ici,
    la,
    /** What the two sides have written meets, and is settled. */
    regler: async () => {
      g.converger();
      await rattraper(ici, horlogeSysteme);
      g.converger();
    },
  };
};

const divergences = async (m: Magasin): Promise<Divergence[]> =>
  (await lirePlage<Divergence>(m, BASE_CENTRALE, plageDuType('divergence'))).map(sansRev);

test('[FL-3] two versions of a parameter: the one that is shown stays, the other is kept for a person, once', async () => {
  const { g, ici, la, regler } = await ouvrir();
  const p = { _id: 'parametre:x:2026-01-01', type: 'parametre', cle: 'x', depuis: '2026-01-01', auteur: 'a' };
  g.separer(2);
  await ecrits(ici, BASE_CENTRALE, [{ ...p, valeur: 1 }]);
  await ecrits(la, BASE_CENTRALE, [{ ...p, valeur: 2 }]);
  await regler();
  await regler();
  const [reste] = await ici.feuilles(BASE_CENTRALE, p._id);
  expect(await ici.feuilles(BASE_CENTRALE, p._id)).toHaveLength(1);
  const gardees = await divergences(ici);
  expect(gardees).toMatchObject([
    { base: BASE_CENTRALE, document: p._id, corps: { valeur: 3 - Number(reste?.valeur) } },
  ]);
});

const COMPTE = {
  _id: 'compte:anne',
  type: 'compte',
  identifiant: 'anne',
  nom: 'Anne',
  role: 'GESTIONNAIRE',
  responsable: false,
  antennes: ['EST'],
  empreinte: 'ancienne',
  partCle: 'p',
  actif: true,
  creeLe: '2026-01-01T08:00:00Z',
};

test('[FL-3] a parameter of which each side changed another field has both; an account closed by one side is closed', async () => {
  const { g, ici, la, regler } = await ouvrir();
  const p = {
    _id: 'parametre:dureeInhabituelle:2026-01-01',
    type: 'parametre',
    cle: 'dureeInhabituelle',
    depuis: '2026-01-01',
    auteur: 'a',
    instant: '2025-12-01T08:00:00Z',
  };
  const c = COMPTE;
  const [rev] = await ecrits(ici, BASE_CENTRALE, [c]);
  g.converger();
  g.separer(2);
  await ecrits(ici, BASE_CENTRALE, [{ ...p, valeur: { pourcent: 150, minutes: 60 } }]);
  await ecrits(la, BASE_CENTRALE, [{ ...p, valeur: { pourcent: 200, minutes: 90 }, instant: '2025-12-01T09:00:00Z' }]);
  await ecrits(ici, BASE_CENTRALE, [{ ...c, _rev: rev, actif: false }]);
  await ecrits(la, BASE_CENTRALE, [{ ...c, _rev: rev, empreinte: 'neuve', motDePasseLe: '2026-02-01T08:00:00Z' }]);
  await regler();
  const [parametre, ...autres] = await ici.feuilles(BASE_CENTRALE, p._id);
  expect(parametre).toMatchObject({ valeur: { pourcent: 150, minutes: 90 }, instant: '2025-12-01T09:00:00Z' });
  const [compte, ...encore] = await ici.feuilles(BASE_CENTRALE, c._id);
  expect(compte).toMatchObject({ actif: false, empreinte: 'neuve', motDePasseLe: '2026-02-01T08:00:00Z' });
  expect([autres, encore, await divergences(ici)]).toEqual([[], [], []]);
});

test('[FL-3] a code that was renewed on one side of a cut does not come back with what the other side wrote later', async () => {
  const { g, ici, la, regler } = await ouvrir();
  const u = usager('M1', { codeUsager: '111111' });
  const [rev] = await ecrits(ici, EST, [u]);
  g.converger();
  g.separer(2);
  await ecrits(ici, BASE_CENTRALE, [{ _id: idAncienCode('111111'), lot: 'L1' }]);
  await ecrits(ici, EST, [{ ...u, _rev: rev, codeUsager: '222222', changeLe: '2026-02-01T08:00:00Z' }]);
  // A file, on the other side, an hour later.
  await ecrits(la, EST, [{ ...u, _rev: rev, ville: 'Montreuil', changeLe: '2026-02-01T09:00:00Z' }]);
  await regler();
  const [lu, ...autres] = await ici.feuilles(EST, u._id);
  expect(lu).toMatchObject({ ville: 'Montreuil', codeUsager: '222222' });
  expect([autres, await divergences(ici)]).toEqual([[], []]);
});

const DUREE = { type: 'parametre', cle: 'dureeInhabituelle', auteur: 'a' };
const janvier = (instant: string, valeur: object) => ({
  ...DUREE,
  _id: 'parametre:dureeInhabituelle:2026-01-01',
  depuis: '2026-01-01',
  instant,
  valeur,
});
const fevrier = (instant: string, valeur: object) => ({
  ...janvier(instant, valeur),
  _id: 'parametre:dureeInhabituelle:2026-02-01',
  depuis: '2026-02-01',
});

test('[FL-3] a decision of one side of a cut is not what the other side changed from: nothing of it is undone untold', async () => {
  const voulu = { pourcent: 150, minutes: 90 };
  // The other side decided after, or before all that: then what was in force before the cut is known.
  for (const [deLa, tranche] of [
    ['2025-12-01T10:30:00Z', false],
    ['2025-12-01T09:00:00Z', true],
  ] as const) {
    const { g, ici, la, regler } = await ouvrir();
    g.separer(2);
    await ecrits(ici, BASE_CENTRALE, [janvier('2025-12-01T10:00:00Z', { pourcent: 150, minutes: 60 })]);
    await ecrits(ici, BASE_CENTRALE, [fevrier('2025-12-01T11:00:00Z', { pourcent: 150, minutes: 60 })]);
    await ecrits(la, BASE_CENTRALE, [fevrier(deLa, { pourcent: 200, minutes: 90 })]);
    await regler();
    const [montre, ...autres] = await ici.feuilles(BASE_CENTRALE, fevrier(deLa, {})._id);
    expect(autres).toEqual([]);
    const gardees = await divergences(ici);
    expect(gardees).toHaveLength(tranche ? 0 : 1);
    if (tranche) expect(montre).toMatchObject({ valeur: voulu });
    else expect([montre?.valeur, gardees[0]?.corps.valeur]).toContainEqual({ pourcent: 150, minutes: 60 });
  }
});

test('[FL-3] a parameter changed from what was decided long before the cut is known; changed within it, it is in doubt', async () => {
  for (const refait of [false, true]) {
    const { g, ici, la, regler } = await ouvrir();
    const avant = janvier('2025-06-01T08:00:00Z', { pourcent: 300, minutes: 60 });
    const [rev] = await ecrits(ici, BASE_CENTRALE, [avant]);
    g.converger();
    g.separer(2);
    await ecrits(la, BASE_CENTRALE, [fevrier('2025-12-01T09:00:00Z', { pourcent: 300, minutes: 90 })]);
    if (refait) {
      const apres = janvier('2025-12-01T10:00:00Z', { pourcent: 150, minutes: 60 });
      await ecrits(ici, BASE_CENTRALE, [{ ...apres, _rev: rev }]);
    }
    await ecrits(ici, BASE_CENTRALE, [fevrier('2025-12-01T11:00:00Z', { pourcent: 150, minutes: 60 })]);
    await regler();
    expect(await divergences(ici)).toHaveLength(refait ? 1 : 0);
    const [montre] = await ici.feuilles(BASE_CENTRALE, 'parametre:dureeInhabituelle:2026-02-01');
    if (!refait) expect(montre).toMatchObject({ valeur: { pourcent: 150, minutes: 90 } });
  }
});

test('[FL-3] an account that one side demoted while it changed its password on the other is closed, and the divergence says how it opens', async () => {
  const { g, ici, la, regler } = await ouvrir();
  const c = { ...COMPTE, role: 'ADMINISTRATEUR' };
  const [rev] = await ecrits(ici, BASE_CENTRALE, [c]);
  g.converger();
  g.separer(2);
  await ecrits(ici, BASE_CENTRALE, [{ ...c, _rev: rev, role: 'AUDITEUR' }]);
  const [suite] = await ecrits(la, BASE_CENTRALE, [
    { ...c, _rev: rev, empreinte: 'b', motDePasseLe: '2026-02-01T08:00:00Z' },
  ]);
  await ecrits(la, BASE_CENTRALE, [{ ...c, _rev: suite, empreinte: 'c', motDePasseLe: '2026-02-02T08:00:00Z' }]);
  await regler();
  await regler();
  expect(await ici.feuilles(BASE_CENTRALE, c._id)).toMatchObject([{ actif: false, empreinte: 'c' }]);
  const [divergence, ...autres] = await divergences(ici);
  expect([divergence?.corps.role, divergence?.consequence, autres]).toEqual([
    'AUDITEUR',
    expect.stringContaining('réactiver'),
    [],
  ]);
  expect(divergence?.corps).not.toHaveProperty('empreinte');
});

test('[FL-3] of two codes given to one person, one is shown and the other is kept for a person, whichever was written last', async () => {
  for (const [premier, second] of [
    ['2026-02-01T06:00:00Z', '2026-02-02T06:00:00Z'],
    ['2026-02-02T06:00:00Z', '2026-02-01T06:00:00Z'],
  ] as const) {
    const { g, ici, la, regler } = await ouvrir();
    const u = usager('U1');
    g.separer(2);
    await ecrits(ici, EST, [{ ...u, codeUsager: '123456', changeLe: premier }]);
    await ecrits(la, EST, [{ ...u, codeUsager: '654321', changeLe: second }]);
    await regler();
    await regler();
    const [montre, ...autres] = await ici.feuilles(EST, u._id);
    expect([montre?.codeUsager, autres]).toEqual([premier < second ? '654321' : '123456', []]);
    const gardes = (await divergences(ici)).map((d) => d.corps.codeUsager);
    expect(gardes).toEqual([premier < second ? '123456' : '654321']);
  }
});

test('[FL-3] a punch that both sides took is one, though each says when it had it; planned visits have the versions of both', async () => {
  const { g, ici, la, regler } = await ouvrir();
  const p = pointage('A', '2026-10-01 08:00');
  const v = visite('V1', '2026-10-01 08:00', '2026-10-01 09:00');
  const version = v.versions[0];
  await ecrits(ici, EST, [v]);
  g.converger();
  const [lue] = await ici.feuilles(EST, v._id);
  const avec = (recuLe: string) => ({ ...lue, versions: [version, { ...version, recuLe }] });
  g.separer(2);
  await ecrits(ici, POINTAGES, [{ ...p, recuLe: '2026-10-01T06:00:01Z' }]);
  await ecrits(la, POINTAGES, [{ ...p, recuLe: '2026-10-01T06:00:02Z' }]);
  await ecrits(ici, EST, [avec('2026-10-02T06:00:00Z')]);
  await ecrits(la, EST, [avec('2026-10-01T06:00:00Z')]);
  await regler();
  expect(await ici.feuilles(POINTAGES, p._id)).toHaveLength(1);
  const [fondue, ...autres] = await ici.feuilles(EST, v._id);
  expect(autres).toEqual([]);
  const versions = (fondue?.versions ?? []) as { recuLe: string }[];
  expect(versions.map((x) => x.recuLe)).toEqual([version?.recuLe, '2026-10-01T06:00:00Z', '2026-10-02T06:00:00Z']);
  expect(await divergences(ici)).toEqual([]);
});

type Ecrit = { base: string; id: string; doc: object };
const texte = (d: object): string => JSON.stringify(Object.entries(d).sort(([a], [b]) => (a < b ? -1 : 1)));

test('[FL-3] whatever two sides write, no loser is left, and nothing of an act is lost', async () => {
  for (let graine = 1; graine <= 10; graine++) {
    const { g, ici, la, regler } = await ouvrir(graine);
    const { alea } = g;
    const ids = ['note:2026-10-01:a', 'note:2026-10-01:b', 'prise:2026-10-01:c', 'inconnu:x'];
    const ecrire = async (m: Magasin, derniers: Map<string, Ecrit>): Promise<void> => {
      const id = alea.parmi(ids) ?? '';
      const connu = await m.lire(EST, id);
      // Two sides that write the same over the same write one revision.
      const doc = { _id: id, type: id.slice(0, id.indexOf(':')), texte: `${m === la ? 'b' : 'a'}${alea.entier(0, 5)}` };
      const [depot] = await deposerLot(m, EST, [{ ...doc, ...(connu ? { _rev: connu._rev } : {}) }]);
      if (!enConflit(depot)) derniers.set(id, { base: EST, id, doc });
    };
    const communs = new Map<string, Ecrit>();
    for (let n = 0; n < 3; n++) await ecrire(ici, communs);
    g.converger();
    const [deIci, deLa] = [new Map(communs), new Map(communs)];
    g.separer(2);
    for (let n = alea.entier(1, 8); n > 0; n--) await (alea.chance(0.5) ? ecrire(ici, deIci) : ecrire(la, deLa));
    await regler();
    for (const id of ids) expect((await ici.feuilles(EST, id)).length).toBeLessThanOrEqual(1);
    const gardes = new Set((await divergences(ici)).map((d) => texte(d.corps)));
    // What one side did not touch, the other may have followed.
    const neufs = [...deIci.values(), ...deLa.values()].filter((e) => communs.get(e.id) !== e);
    for (const { id, doc } of neufs) {
      const montre = (await ici.feuilles(EST, id)).map((d) => texte(sansRev(d)));
      expect(montre.includes(texte(doc)) || gardes.has(texte(doc))).toBe(true);
    }
  }
});
