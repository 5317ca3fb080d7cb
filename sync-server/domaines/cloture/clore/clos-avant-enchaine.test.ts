import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CadreClos } from '#shared/contrats/cloture/cloture';
import { BASE_CENTRALE, baseAntenne, idCadreClos } from '#shared/contrats/ids';
import { SANS_ENCHAINEMENT } from '#shared/domain/appariement/enchainer';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { poser, sansReponse } from '../../../store/ecrire';
import { fichier } from '../../dossiers/testing/banc-import';
import { type BancCloture, FINANCEURS_APA, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';

const [AOUT, SEPTEMBRE] = ['2026-08', '2026-09'] as [Mois, Mois];
const PARAMETRE = 'parametre:enchaine:2026-01-01';
let s: BancCloture;

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
});
afterAll(() => s.b.fermer());

/** At most what was planned: sixty minutes, or twice that where the second visit is covered. */
const FINANCEURS_AU_PREVU = FINANCEURS_APA.replace(';APA;01/01/2024;0;N;', ';APA;01/01/2024;0;O;');
const PLANNING = fichier('PLANNING', [
  'V1;M1;I1;03/08/2026 16:00;03/08/2026 17:00;AD',
  'V2;M1;I1;03/08/2026 17:00;03/08/2026 18:00;AD',
]);

/** August as a product without the rule closed it: its frame knows nothing of it, and no parameter was ever written. */
const clorePar = async <T>(ancien: () => Promise<T>): Promise<T> => {
  const pose = { _id: PARAMETRE, type: 'parametre', cle: 'enchaine', depuis: '2026-01-01', auteur: 'essai' };
  await s.poser(BASE_CENTRALE, [{ ...pose, valeur: SANS_ENCHAINEMENT, instant: s.maintenant() }]);
  const fait = await ancien();
  sansReponse(await poser(s.b.magasin, BASE_CENTRALE, PARAMETRE, () => 'supprimer' as const));
  const sansRegle = await poser<CadreClos>(s.b.magasin, baseAntenne('SUD'), idCadreClos(AOUT), (c) => {
    if (!c) throw new Error('pas de cadre');
    const { enchaine: _, ...debut } = c.parametres.debut as Record<string, unknown>;
    const { enchaine: __, ...fin } = c.parametres.fin as Record<string, unknown>;
    return { ...c, parametres: { debut, fin, versions: [] } };
  });
  sansReponse(sansRegle);
  return fait;
};

it('[AP-11] [FI-9] [CL-2] a month closed before the rule is never paired by it: a late punch there changes its own visit alone', async () => {
  await s.b.importer(
    { 'FINANCEURS.csv': FINANCEURS_AU_PREVU, 'PLANNING_202608.csv': PLANNING },
    { a: s.maintenant(), confirmer: true },
  );
  const aout = await clorePar(async () => {
    await s.pointer('A', paris('2026-08-03 16:02'), paris('2026-08-03 18:01'));
    s.aller('2026-09-01T08:00:00Z');
    await s.clore(AOUT);
    return lignesDe((await s.fichiers(AOUT, ['SUD']))['SERVICE_FAIT_SUD_202608.csv']);
  });
  await s.pointer('T', paris('2026-08-03 09:00'), paris('2026-08-03 10:00'));
  s.aller('2026-10-01T08:00:00Z');
  await s.clore(SEPTEMBRE);
  const complements = lignesDe((await s.fichiers(SEPTEMBRE, ['SUD']))['COMPLEMENTAIRE_SUD_202609.csv']);
  expect(aout).toEqual(['M1;I1;03/08/2026 16:02;03/08/2026 18:01;60;0;;AD']);
  expect(complements).toEqual([';;;;;;;;M1;I1;03/08/2026 09:00;03/08/2026 10:00;60;0;;AD;2026-08']);
});
