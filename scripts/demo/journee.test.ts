import { expect, test } from 'vitest';
import { estMotAide } from '#shared/domain/equipe/mot-aide';
import { dateParis, ecartSecondes } from '#shared/temps/paris';
import { instantSchema, moisSchema } from '#shared/temps/types';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { magasinMemoire } from '../../sync-server/store/memoire/memoire';
import { preparerBases } from '../../sync-server/store/preparer-bases';
import { plageSure } from '../../sync-server/store/types';
import { avecRetard, vivreLaJournee } from './journee';

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
