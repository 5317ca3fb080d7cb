import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DemandeContestation } from '#shared/contrats/acces/acces-personnel';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne, idIntervenant } from '#shared/contrats/ids';
import {
  absence,
  apparier,
  correction,
  note as faireNote,
  jour,
  paris,
  pointage,
  usager,
  verdict,
  visite,
} from '#shared/testing/constructeurs';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import { assurerBases } from '../../store/bases';
import { ecrireTout } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { contester } from './contester';
import type { Acces } from './liens';
import { lireMesHeures } from './mes-heures';
import { lireTousMots } from './mots-aide';

const MAINTENANT = paris('2026-11-25 12:00');
const horloge = () => MAINTENANT;
const EST = baseAntenne('EST');
const u1 = usager('U1', { nom: 'Martin', prenom: 'Jeanne' });
const i1: Intervenant = {
  _id: idIntervenant('I1'),
  type: 'intervenant',
  id: 'I1',
  civilite: 'MME',
  nom: 'Diallo',
  prenom: 'Fatou',
  antenne: 'EST',
  codeSvi: '10428',
  dateDebut: jour('2026-01-01'),
  vuLe: paris('2026-01-05 06:00'),
};
const aide: Acces = { genre: 'INTERVENANT', doc: i1, antenne: 'EST' };
const proche: Acces = { genre: 'USAGER', doc: u1, antenne: 'EST' };
const planifiees = ['12', '13', '26'].map((j) => visite(`V${j}`, `2026-11-${j} 08:00`, `2026-11-${j} 09:00`));

let magasin: Magasin;
let fermer: () => Promise<void>;

/** The visits as punches make them; those of before are replaced. */
const poserVisites = async (pointages: ReturnType<typeof pointage>[], visites = planifiees): Promise<void> => {
  const avant = await plageType(magasin, 'intervention', { antenne: 'EST' });
  await ecrireTout(
    magasin,
    EST,
    avant.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })),
  );
  const lot = apparier({ antenneAu: () => 'EST', visites, pointages });
  await ecrireTout(magasin, EST, lot);
};

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
  await assurerBases(magasin, [EST, BASE_CENTRALE]);
  await ecrireTout(magasin, EST, [u1, i1]);
});
afterAll(() => fermer());
beforeEach(async () => {
  for (const type of ['note', 'absence', 'correction', 'verdict'] as const) {
    const docs = await plageType(magasin, type, { antenne: 'EST' });
    await ecrireTout(
      magasin,
      EST,
      docs.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })),
    );
  }
  await poserVisites([pointage('A', '2026-11-13 08:02', { id: 'A2' })]);
});

const lire = async (qui: Acces) => {
  const r = await lireMesHeures(magasin, horloge, qui, undefined);
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur;
};
const surV12 = { objet: { genre: 'VISITE', id: 'V12' }, date: jour('2026-11-12'), texte: 'J’y étais' } as const;
const dire = (d: Omit<DemandeContestation, 'jeton' | 'code'>) => contester(magasin, horloge, aide, d);
const codeDe = (r: Awaited<ReturnType<typeof dire>>): string => (r.ok ? 'OK' : r.refus.code);

let n = 0;
test.each<Partial<Absence>>([{ nature: 'HOSPITALISATION', au: jour('2026-11-30') }, { nature: 'DECES' }])(
  '[AL-5] of a usager who is away, no hour is waited for nor proposed, and who was to come is not told why (%o)',
  async (plus) => {
    const vu = async (qui: Acces) => {
      const { visites, incompletes } = await lire(qui);
      return [visites.map((v) => [v.statut, v.proposable]), incompletes];
    };
    expect(await vu(aide)).toEqual([
      [
        ['NON_POINTEE', true],
        ['SANS_DEPART', true],
        ['PREVUE', true],
      ],
      2,
    ]);
    n += 1;
    await ecrireTout(magasin, EST, [absence(`B${n}`, jour('2026-11-10'), plus)]);
    // What was punched stays what it was.
    expect(await vu(aide)).toEqual([
      [
        ['ABSENCE', undefined],
        ['SANS_DEPART', true],
        ['ABSENCE', undefined],
      ],
      1,
    ]);
    expect(JSON.stringify(await lire(aide))).not.toMatch(/hospit|d[ée]c[èe]s|RETIRER/i);
    // Who cares for the usager reads the same.
    expect(await vu(proche)).toEqual([
      [
        ['ABSENCE', undefined],
        ['SANS_DEPART', undefined],
        ['ABSENCE', undefined],
      ],
      1,
    ]);
  },
);

test('[AL-5] on the day when an absence begins or ends, a visit may be made: it is planned, or waited for, and its hours are proposed', async () => {
  await ecrireTout(magasin, EST, [absence('B8', jour('2026-11-12'), { au: jour('2026-11-26') })]);
  const { visites, incompletes } = await lire(aide);
  expect([visites.map((v) => [v.statut, v.proposable]), incompletes]).toEqual([
    [
      ['NON_POINTEE', true],
      ['SANS_DEPART', true],
      ['PREVUE', true],
    ],
    2,
  ]);
  const proposees = { debut: paris('2026-11-12 08:00'), fin: paris('2026-11-12 09:00'), motif: 'OUBLI_TOTAL' };
  expect(codeDe(await dire({ ...surV12, proposees }))).toBe('OK');
});

test('[AL-5] past, and excused by an absence that was said before, it is not waited for on the day of a departure either; who came proposes hers', async () => {
  const dite = { au: jour('2026-11-26'), instant: paris('2026-11-11 10:00') };
  await ecrireTout(magasin, EST, [absence('B7', jour('2026-11-12'), dite)]);
  const { visites, incompletes } = await lire(aide);
  expect([visites.map((v) => [v.statut, v.proposable]), incompletes]).toEqual([
    [
      ['ABSENCE', true],
      ['SANS_DEPART', true],
      ['PREVUE', true],
    ],
    1,
  ]);
  const proposees = { debut: paris('2026-11-12 08:00'), fin: paris('2026-11-12 09:00'), motif: 'OUBLI_TOTAL' };
  expect(codeDe(await dire({ ...surV12, proposees }))).toBe('OK');
});

test('[PR-2] of an annulled visit no hours are asked: a manager alone restores it; a word goes, and hours from an old page say so', async () => {
  const annulation = correction('SUPPRESSION', {
    ...{ id: 'C12', date: surV12.date, cible: surV12.objet, motif: 'AUTRE', commentaire: 'Reportée' },
    instant: paris('2026-11-13 10:00'),
  });
  await ecrireTout(magasin, EST, [annulation, verdict(annulation)]);
  const { visites } = await lire(aide);
  expect(visites.map((v) => [v.statut, v.proposable])).toEqual([
    ['ANNULEE', undefined],
    ['SANS_DEPART', true],
    ['PREVUE', true],
  ]);
  const proposees = { debut: paris('2026-11-12 08:00'), fin: paris('2026-11-12 09:00'), motif: 'OUBLI_TOTAL' };
  const refus = await dire({ ...surV12, proposees });
  expect(refus).toMatchObject({ refus: { message: expect.not.stringContaining('rétablissez') } });
  expect(refus).toMatchObject({ refus: { message: expect.stringContaining('dites-le en mots') } });
  expect(codeDe(await dire(surV12))).toBe('OK');
});

test('[PR-2] hours proposed from a page that was read before the absence are refused with what to do; a word goes', async () => {
  await ecrireTout(magasin, EST, [absence('B9', jour('2026-11-10'))]);
  const proposees = { debut: paris('2026-11-12 08:00'), fin: paris('2026-11-12 09:00'), motif: 'OUBLI_TOTAL' };
  expect(codeDe(await dire({ ...surV12, proposees }))).toBe('USAGER_ABSENT');
  expect(codeDe(await dire(surV12))).toBe('OK');
});

test('[PR-3] her word is still on the visit, with its answer, once a punch has given it another name', async () => {
  const lu = async () => (await lire(aide)).visites[0];
  expect(codeDe(await dire(surV12))).toBe('OK');
  await poserVisites([pointage('A', '2026-11-12 08:02', { id: 'A1' })]);
  expect(await lu()).toMatchObject({
    objet: { genre: 'POINTAGE', id: 'A1' },
    contestation: { texte: 'J’y étais', traitee: false },
  });
  // One at a time, by whichever name; a page that was read before the punch still names the visit.
  const pointee = { ...surV12, objet: { genre: 'POINTAGE', id: 'A1' } as const };
  for (const d of [surV12, pointee])
    expect(await dire(d)).toMatchObject({ refus: { message: expect.stringContaining('a déjà votre mot') } });
  const [mot] = await plageType(magasin, 'note', { antenne: 'EST' });
  const reponse = { ...faireNote('R1', jour('2026-11-25')), objet: surV12.objet, efface: mot?.id, texte: 'Vu' };
  await ecrireTout(magasin, EST, [reponse]);
  expect((await lu())?.contestation).toMatchObject({ traitee: true, reponse: 'Vu' });
  expect(codeDe(await dire(pointee))).toBe('OK');
  // The last of two, though each bears another name.
  expect((await lu())?.contestation).toMatchObject({ traitee: false });
});

test('[AP-5] an aide who is still in the home, past the planned end, has nothing that the antenna must complete', async () => {
  const enCours = visite('V25', '2026-11-25 10:00', '2026-11-25 11:00');
  await poserVisites([pointage('A', '2026-11-25 10:02', { id: 'A5' })], [...planifiees, enCours]);
  const { visites, incompletes } = await lire(aide);
  expect(visites.find((v) => v.date === '2026-11-25')).toMatchObject({ statut: 'EN_COURS' });
  // Those of the 12th and of the 13th, which nobody punched.
  expect(incompletes).toBe(2);
});

test('[PR-1] a word that followed its usager is one word, answered where any of the antennas has answered it', async () => {
  const SUD = baseAntenne('SUD');
  await assurerBases(magasin, [SUD]);
  const date = jour('2026-11-12');
  const mot = { ...faireNote('M1', date, { usagerId: 'U1' }), objet: surV12.objet, intervenantId: 'I1' };
  await ecrireTout(magasin, EST, [mot]);
  await ecrireTout(magasin, SUD, [{ ...mot, partageLe: MAINTENANT }]);
  const mots = async () =>
    (await lireTousMots(magasin, ['EST', 'SUD'], 'I1', date)).map((x) => [x.note.id, x.suite?.id]);
  expect(await mots()).toEqual([['M1', undefined]]);
  await ecrireTout(magasin, SUD, [{ ...faireNote('R2', jour('2026-11-25')), objet: surV12.objet, efface: 'M1' }]);
  expect(await mots()).toEqual([['M1', 'R2']]);
});
