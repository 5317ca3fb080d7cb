import { afterAll, beforeAll, expect, it } from 'vitest';
import { dateParis } from '#shared/temps/paris';
import type { Instant, Minutes, Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { lireComplements } from '../../../store/lectures/clos';
import { lirePlage, lireUn } from '../../../store/lire';
import { reconstruire } from '../../../transitions/reconstruire';
import { purger } from '../../archive/conservation/purger';
import { parcourirMoisClos } from '../../archive/reversibilite/clos';
import { type BancCloture, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';

const [AOUT, SEPTEMBRE, OCTOBRE, NOVEMBRE] = ['2026-08', '2026-09', '2026-10', '2026-11'] as [Mois, Mois, Mois, Mois];
let s: BancCloture;

/** Punches of a visit of so many hours, from 8:00. */
const visite = (id: string, jour: string, heures: number, o: { usagerId?: string; intervenantId?: string } = {}) =>
  s.pointer(id, paris(`${jour} 08:00`), paris(`${jour} ${String(8 + heures).padStart(2, '0')}:00`), o);

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M3', 2), ligneApa('M4', 10)]);
  await visite('A1', '2026-08-03', 8);
  await visite('B1', '2026-09-07', 8);
  await visite('B2', '2026-09-08', 5);
  await visite('B3', '2026-09-09', 1, { usagerId: 'M3' });
  await visite('B4', '2026-09-10', 1, { usagerId: 'M3' });
  await visite('C1', '2026-10-05', 1);
  s.aller('2026-10-02T08:00:00Z');
  await s.clore(AOUT);
  await s.clore(SEPTEMBRE);
});
afterAll(() => s.b.fermer());

it('[CL-4] sans rien de tardif, il n’y a pas de fichier complémentaire', async () => {
  expect(Object.keys(await s.fichiers(SEPTEMBRE, ['SUD']))).toEqual([
    'BRUT_SUD_202609.csv',
    'SERVICE_FAIT_SUD_202609.csv',
    'VENTILATION_SUD_202609.csv',
  ]);
});

it('[CL-4] [CO-5] [FI-6] corrections et pointages tardifs partent une fois, ancien et nouveau, avec ce qu’ils déplacent des mois suivants', async () => {
  const avant = await s.fichiers(SEPTEMBRE, ['SUD', 'EST']);
  // August: 8 h retained become 2 h; September had taken 2 h of August's cap and 1 h that nothing covered.
  await s.corriger(await s.intervention('SUD', 'A1A'), 'HORAIRE', { fin: paris('2026-08-03 10:00') });
  // Given to another usager, moved to the open month, created.
  await s.corriger(await s.intervention('SUD', 'B3A'), 'DONNEES', { usagerId: 'M4', motif: 'ERREUR_PLANNING' });
  await s.corriger(await s.intervention('SUD', 'B4A'), 'HORAIRE', {
    debut: paris('2026-10-01 08:00'),
    fin: paris('2026-10-01 09:00'),
  });
  const b1 = await s.intervention('SUD', 'B1A');
  await s.poser('tg-antenne-sud', [
    {
      ...(await s.corriger(b1, 'MINUTES', { minutes: 15 as Minutes, motif: 'ATTENTE_PORTE' })),
      _id: 'correction:2026-09-14:CREE',
      id: 'CREE',
      nature: 'CREATION',
      date: '2026-09-14',
      cible: undefined,
      minutes: undefined,
      usagerId: 'M3',
      intervenantId: 'I1',
      debut: paris('2026-09-14 08:00'),
      fin: paris('2026-09-14 08:30'),
    },
  ]);
  // An aide must be paid for punches that the network kept for a month.
  await s.pointer('T1', paris('2026-09-21 08:00'), paris('2026-09-21 09:00'), { usagerId: 'M3' });
  s.aller('2026-11-02T08:00:00Z');
  await s.clore(OCTOBRE);

  const apres = await s.fichiers(OCTOBRE, ['SUD', 'EST']);
  expect(lignesDe(apres['COMPLEMENTAIRE_SUD_202610.csv'])).toEqual([
    'M1;I1;03/08/2026 08:00;03/08/2026 16:00;480;0;;AD;M1;I1;03/08/2026 08:00;03/08/2026 10:00;120;0;OUBLI_DEPART;AD;2026-08',
    'M1;I1;07/09/2026 08:00;07/09/2026 16:00;480;0;;AD;M1;I1;07/09/2026 08:00;07/09/2026 16:00;480;15;ATTENTE_PORTE;AD;2026-09',
    'M3;I1;09/09/2026 08:00;09/09/2026 09:00;60;0;;AD;;;;;;;;;2026-09',
    'M3;I1;10/09/2026 08:00;10/09/2026 09:00;60;0;;AD;;;;;;;;;2026-09',
    ';;;;;;;;M3;I1;14/09/2026 08:00;14/09/2026 08:30;30;0;ATTENTE_PORTE;AD;2026-09',
    ';;;;;;;;M3;I1;21/09/2026 08:00;21/09/2026 09:00;60;0;;AD;2026-09',
    ';;;;;;;;M4;I1;09/09/2026 08:00;09/09/2026 09:00;60;0;ERREUR_PLANNING;AD;2026-09',
  ]);
  // 780 min of September were split 600 of its own, 120 of August, 60 uncovered; 795 now, all covered since August left 8 h.
  expect(lignesDe(apres['VENTILATION_COMPLEMENTAIRE_SUD_202610.csv'])).toEqual([
    'M1;PM1;APA;I1;480;120;1;2026-08',
    'M1;;PROPRE;I1;60;0;0;2026-09',
    'M1;PM1;APA;I1;720;795;2;2026-09',
    'M3;PM3;APA;I1;120;90;2;2026-09',
    'M4;PM4;APA;I1;0;60;1;2026-09',
  ]);
  // The visit that was moved is in October's own file, once.
  expect(lignesDe(apres['SERVICE_FAIT_SUD_202610.csv'])).toEqual([
    'M1;I1;05/10/2026 08:00;05/10/2026 09:00;60;0;;AD',
    'M3;I1;01/10/2026 08:00;01/10/2026 09:00;60;0;OUBLI_DEPART;AD',
  ]);
  expect(await s.fichiers(SEPTEMBRE, ['SUD', 'EST'])).toEqual(avant);
});

it('[RE] [CL-4] un complément fige ce qui l’explique : la correction d’une visite qui n’est plus là, le jour où un appel a été connu', async () => {
  const complements = await lireComplements(s.b.magasin, 'SUD', OCTOBRE);
  const de = (usagerId: string, jour: string) => {
    const siennes = complements.filter((c) => c.usagerId === usagerId).flatMap((c) => c.visites);
    return siennes.find((v) => dateParis((v.nouveau ?? v.ancien)?.debut ?? ('' as Instant)) === jour);
  };
  // Given to another usager; moved to the open month: what only comes off says where it went, and by which correction.
  expect(de('M3', '2026-09-09')?.devenir).toMatchObject({
    statut: 'CORRIGEE',
    usagerId: 'M4',
    corrections: [{ nature: 'DONNEES', motif: 'ERREUR_PLANNING' }],
  });
  expect(de('M3', '2026-09-10')?.devenir).toMatchObject({
    usagerId: 'M3',
    debut: paris('2026-10-01 08:00'),
    corrections: [{ nature: 'HORAIRE' }],
  });
  const tard = de('M3', '2026-09-21');
  expect(tard?.nouveau?.corrections).toEqual([]);
  expect(Object.keys(tard?.connus ?? {})).toEqual(['arrivee', 'depart']);
  expect((tard?.connus?.arrivee ?? '') > '2026-10-02').toBe(true);
  // What was known in time has no such mark, and what stays says nothing of where it went.
  expect(de('M1', '2026-08-03')).not.toHaveProperty('connus');
  expect(complements.flatMap((c) => c.visites).filter((v) => v.nouveau && v.devenir)).toEqual([]);
});

it('[CL-4] une ligne ne part qu’une fois : la clôture suivante n’en répète aucune, et un nouvel export donne les mêmes octets', async () => {
  const octobre = await s.fichiers(OCTOBRE, ['SUD', 'EST']);
  s.aller('2026-12-02T08:00:00Z');
  await s.clore(NOVEMBRE);
  expect(Object.keys(await s.fichiers(NOVEMBRE, ['SUD', 'EST'])).filter((n) => n.includes('COMPLEMENTAIRE'))).toEqual(
    [],
  );
  expect(await lireComplements(s.b.magasin, 'SUD', NOVEMBRE)).toEqual([]);
  expect(await s.fichiers(OCTOBRE, ['SUD', 'EST'])).toEqual(octobre);
});

it('[CL-2] tout reconstruire ne change rien à ce qui est figé, et ne fait rien partir de plus', async () => {
  const octobre = await s.fichiers(OCTOBRE, ['SUD', 'EST']);
  await reconstruire(s.b.magasin, s.maintenant);
  expect(await s.fichiers(OCTOBRE, ['SUD', 'EST'])).toEqual(octobre);
  s.aller('2027-01-03T08:00:00Z');
  await s.clore('2026-12' as Mois);
  expect(await lireComplements(s.b.magasin, 'SUD', '2026-12' as Mois)).toEqual([]);
  expect(await lireComplements(s.b.magasin, 'EST', '2026-12' as Mois)).toEqual([]);
});

it('[FI-9] un plan changé après coup : rien ne bouge du mois clos, ses lignes rectifiées partent, avec celles d’avant la dernière clôture', async () => {
  await s.usager('SUD', 'M3', (u) => ({
    ...u,
    prisesEnCharge: u.prisesEnCharge.map((p) => ({ ...p, minutesMax: 30 as Minutes })),
  }));
  s.aller('2027-02-03T08:00:00Z');
  await s.clore('2027-01' as Mois, ['SUD']);
  const f = await s.fichiers('2027-01' as Mois, ['SUD']);
  expect(f['COMPLEMENTAIRE_SUD_202701.csv']).toBeUndefined();
  expect(lignesDe(f['VENTILATION_COMPLEMENTAIRE_SUD_202701.csv'])).toEqual([
    'M3;;PROPRE;I1;0;30;1;2026-09',
    'M3;PM3;APA;I1;90;60;2;2026-09',
    'M3;;PROPRE;I1;0;30;1;2026-10',
    'M3;PM3;APA;I1;60;30;1;2026-10',
  ]);
});

it('[RE] un dossier effacé au terme de sa durée : ce qui était parti reste, quand un autre plan fait recalculer ses mois', async () => {
  const m1 = await lireUn<object>(s.b.magasin, 'tg-antenne-sud', 'usager:M1');
  if (!m1) throw new Error('M1');
  await s.poser('tg-antenne-sud', [{ _id: m1._id, _rev: m1._rev, _deleted: true }]);
  await s.usager('SUD', 'M3', (u) => ({
    ...u,
    prisesEnCharge: u.prisesEnCharge.map((p) => ({ ...p, minutesMax: 45 as Minutes })),
  }));
  // Rebuilt, its punches wait for a usager who is no more.
  await reconstruire(s.b.magasin, s.maintenant);
  s.aller('2027-03-03T08:00:00Z');
  await s.clore('2027-02' as Mois, ['SUD']);
  const f = await s.fichiers('2027-02' as Mois, ['SUD']);
  expect(f['COMPLEMENTAIRE_SUD_202702.csv']).toBeUndefined();
  expect(lignesDe(f['VENTILATION_COMPLEMENTAIRE_SUD_202702.csv']).map((l) => l.split(';')[0])).toEqual(
    Array(4).fill('M3'),
  );
});

it('[CL-2] un complément, ou le cadre, altérés : rien n’est exporté', async () => {
  const [c] = await lirePlage<{ visites: unknown[] }>(s.b.magasin, 'tg-antenne-sud', {
    debut: `complement:${OCTOBRE}:`,
    fin: `complement:${OCTOBRE};`,
  });
  if (!c) throw new Error('pas de complément');
  await s.poser('tg-antenne-sud', [{ ...c, visites: [] }]);
  await expect(s.fichiers(OCTOBRE, ['SUD'])).rejects.toThrow(/n’est plus celui de la clôture/);
  const cadre = await lireUn(s.b.magasin, 'tg-antenne-sud', `cadre-clos:${SEPTEMBRE}`);
  await s.poser('tg-antenne-sud', [{ ...cadre, financeurs: [] }]);
  await expect(s.fichiers(SEPTEMBRE, ['SUD'])).rejects.toThrow(/n’est plus celui de la clôture/);
});

it('[RE] des mois effacés au terme de leur durée : rien n’en part plus, ils se disent effacés, et les autres sortent encore', async () => {
  s.aller('2032-01-10T03:00:00Z');
  const fait = await purger(
    { magasin: s.b.magasin, horloge: s.maintenant, dossier: await s.b.dossier(), fichiers: {} },
    { auteur: 'essai', aBlanc: false },
  );
  if (!fait.ok) throw new Error(fait.refus.message);
  expect(fait.valeur.limites.INTERVENTIONS).toBe('2027-01-01');
  expect(await lireUn(s.b.magasin, 'tg-antenne-sud', `cadre-clos:${AOUT}`)).toMatchObject({
    plafonds: {},
    prises: {},
  });
  await expect(s.fichiers(AOUT, ['SUD'])).rejects.toThrow(/a passé sa durée de conservation/);
  const sortis: string[] = [];
  expect(
    await parcourirMoisClos(s.b.magasin, async ({ antenne, mois }) => {
      sortis.push(`${antenne} ${mois}`);
    }),
  ).toMatchObject({ ok: true });
  expect(sortis).toEqual(['SUD 2027-01', 'SUD 2027-02']);
  await s.clore('2027-03' as Mois, ['SUD']);
  expect(await lireComplements(s.b.magasin, 'SUD', '2027-03' as Mois)).toEqual([]);
});
