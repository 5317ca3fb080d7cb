import { expect, test } from 'vitest';
import { estMotAide } from '#shared/domain/equipe/mot-aide';
import { ajouterJours, dateParis, ecartSecondes } from '#shared/temps/paris';
import { instantSchema, moisSchema } from '#shared/temps/types';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { magasinMemoire } from '../../sync-server/store/memoire/memoire';
import { preparerBases } from '../../sync-server/store/preparer-bases';
import { plageSure } from '../../sync-server/store/types';
import { avecOublis, avecRetard, sansDepart, vivreLaJournee } from './journee';

const midi = instantSchema.parse('2026-10-14T10:00:00Z');
const service = genererService({
  graine: 1,
  mois: [moisSchema.parse('2026-10')],
  taille: TAILLES.moyenne,
  jusqua: midi,
});

test('[AL-5] of the visits under way one has no arrival any more, late by less than what a call may still meet; its row has left, and the file says how many it has', () => {
  const avec = avecRetard(service, midi);
  const retards = avec.realisations.filter((r, n) => r.arrivee !== service.realisations[n]?.arrivee);
  expect(retards).toHaveLength(1);
  const [{ visite } = {}] = retards;
  expect(visite?.usager.propre.antenne).toBe('EST');
  expect(dateParis(visite?.debut ?? midi)).toBe('2026-10-14');
  expect(ecartSecondes(visite?.debut ?? midi, midi)).toBeGreaterThan(15 * 60);
  const lignes = (s: typeof service): string[] =>
    s.fichiers.find((f) => f.nom.startsWith('POINTAGES'))?.contenu.split('\r\n') ?? [];
  const otees = lignes(service).filter((l) => !l.startsWith('#') && !lignes(avec).includes(l));
  expect(otees).toHaveLength(1);
  const fin = (s: typeof service): number => Number(/#FIN;(\d+)/.exec(lignes(s).join('\n'))?.[1]);
  expect(fin(avec)).toBe(fin(service) - 1);
});

test('where too little was forgotten, visits of the last days lose their departure: the gestures of colleagues are always about five', () => {
  // The first instant of October at which chance gives fewer.
  const instants = Array.from({ length: 20 }, (_, n) => instantSchema.parse(`2026-10-${n + 10}T12:00:00Z`));
  const tires = instants.map((quand) => {
    const brut = genererService({
      graine: 6,
      mois: [moisSchema.parse('2026-10')],
      taille: TAILLES.moyenne,
      jusqua: quand,
    });
    return { quand, brut };
  });
  const pauvres = tires.filter(({ quand, brut }) => sansDepart(brut, quand).length < 5);
  expect(pauvres.length).toBeGreaterThan(0);
  for (const { quand, brut } of pauvres.slice(0, 3)) {
    // Prepared two days before, or so long that the gestures look no further back.
    const avant = ajouterJours(dateParis(quand), quand === pauvres[0]?.quand ? -25 : -2);
    const avec = avecOublis(brut, quand, avant);
    expect(sansDepart(avec, quand)).toHaveLength(5);
    const perdues = brut.realisations.filter((r, n) => r.depart !== avec.realisations[n]?.depart);
    expect(perdues.every((r) => r.arrivee !== undefined && dateParis(r.arrivee.instant) > avant)).toBe(true);
    const rangees = (s: typeof service): number =>
      s.fichiers.find((f) => f.nom.startsWith('POINTAGES'))?.contenu.split('\r\n').length ?? 0;
    expect(rangees(avec)).toBe(rangees(brut) - perdues.length);
  }
});

test('nothing is changed of a night when nobody is late', () => {
  const nuit = instantSchema.parse('2026-10-14T02:00:00Z');
  expect(avecRetard(service, nuit)).toBe(service);
});

test('[CO-4, PR-1] the first screen of Est has one thing of each kind', async () => {
  const magasin = magasinMemoire();
  await preparerBases(magasin, midi);
  await vivreLaJournee(magasin, service, midi);
  const lus = await Promise.all(
    (['correction', 'prise', 'absence', 'note'] as const).map((t) => plageSure(magasin, t, { antenne: 'EST' })),
  );
  expect(lus.map((l) => l.length)).toEqual([2, 1, 1, 2]);
  const mot = (await plageSure(magasin, 'note', { antenne: 'EST' })).find(estMotAide);
  expect(mot?.proposees).toMatchObject({ motif: 'OUBLI_DEPART' });
});
