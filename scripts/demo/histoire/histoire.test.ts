import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { idMoisPilotage, type MoisPilotage } from '#shared/pilotage/agregats';
import { ajouterMois } from '#shared/temps/paris';
import { type Instant, instantSchema, moisSchema } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { selonLePilotage, selonLesEtats } from '../../../sync-server/domaines/chiffres/etats/testing/accorder';
import { cloturer } from '../../../sync-server/domaines/cloture/clore/cloturer';
import { importer } from '../../../sync-server/domaines/dossiers';
import { lireComplements } from '../../../sync-server/store/lectures/clos';
import { lireUn } from '../../../sync-server/store/lire';
import { magasinMemoire } from '../../../sync-server/store/memoire/memoire';
import { preparerBases } from '../../../sync-server/store/preparer-bases';
import { ouvrirRattrapage } from '../../../sync-server/transitions/rattraper';
import { decalerInstant, joursRepetes } from './decaler';
import { ecrireHistoire } from './ecrire';

const [modele, suivant] = [moisSchema.parse('2026-08'), moisSchema.parse('2026-09')];
let maintenant: Instant = paris('2026-10-05 08:00');
const horloge = (): Instant => maintenant;

test('the days of a month are those of another, by day of the week; hours are those of the clock, summer or winter', () => {
  const jours = joursRepetes(modele, moisSchema.parse('2025-01'));
  expect(jours).toHaveLength(31);
  expect(new Set(jours.map((j) => j.de)).size).toBeGreaterThan(26);
  const semaine = (d: string): number => new Date(`${d}T12:00:00Z`).getUTCDay();
  for (const { date, de } of jours) {
    expect(de.slice(0, 7)).toBe(modele);
    expect([de, semaine(de)]).toEqual([de, semaine(date)]);
  }
  expect(decalerInstant(instantSchema.parse('2026-08-05T06:30:12Z'), -210)).toBe('2026-01-07T07:30:12Z');
});

test('[CL-2, RG] months behind a closed one: states and dashboards say the same of each, nothing counts them again, and the next closing finds nothing to rectify in them', async () => {
  const magasin = magasinMemoire();
  await preparerBases(magasin, maintenant);
  const dossier = mkdtempSync(join(tmpdir(), 'tg-histoire-'));
  const { fichiers } = genererService({ graine: 3, mois: [modele, suivant], taille: TAILLES.petite });
  for (const { nom, contenu } of fichiers) writeFileSync(join(dossier, nom), contenu);
  const rattraper = await ouvrirRattrapage(magasin, horloge);
  let n = 0;
  const pris = await importer({ magasin, horloge, hasard: () => n++, auteur: 'essai', rattraper }, { dossier });
  rmSync(dossier, { recursive: true });
  expect(pris.refus).toBeUndefined();
  const clore = async (mois: typeof modele) => {
    const r = await cloturer(
      { magasin, horloge, rattraper: await ouvrirRattrapage(magasin, horloge) },
      { mois, antennes: ['EST', 'SUD'], motif: 'essai', auteur: 'essai' },
    );
    if (!r.ok) throw new Error(r.refus.message);
    return r.valeur;
  };
  await clore(modele);
  await ecrireHistoire(magasin, modele, 2);
  maintenant = paris('2026-10-06 08:00');
  await (await ouvrirRattrapage(magasin, horloge))();
  const mois = [1, 2].map((k) => ajouterMois(modele, -k));
  for (const m of mois)
    for (const antenne of ['EST', 'SUD'] as const) {
      const dits = await selonLePilotage(magasin, horloge, m, antenne);
      expect([m, antenne, dits]).toEqual([m, antenne, await selonLesEtats(magasin, horloge, m, antenne)]);
      expect(Number(dits.visites)).toBeGreaterThan(40);
      const compte = await lireUn<MoisPilotage>(magasin, baseAntenne(antenne), idMoisPilotage(m));
      expect(compte?.mesures.minutesPrevues).toBeGreaterThan(2_000);
    }
  await clore(suivant);
  for (const antenne of ['EST', 'SUD'] as const)
    expect((await lireComplements(magasin, antenne, suivant)).flatMap((c) => c.visites)).toEqual([]);
});
