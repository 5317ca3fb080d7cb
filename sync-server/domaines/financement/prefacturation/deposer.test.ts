import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne, idCloture, idComplement } from '#shared/contrats/ids';
import { poserRegistre, registreEnPlace } from '#shared/domain/antenne/registre';
import { type Mois, minutes } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { cloture, etatFige, FINANCEURS, MOIS } from '#shared/testing/releves';
import { ouvrirMagasinEnMemoire } from '../../../http/testing/banc';
import { ecrireTout } from '../../../store/ecrire';
import type { Magasin } from '../../../store/lire';
import { preparerBases } from '../../../store/preparer-bases';
import { empreinteFigee } from '../../cloture/clore/ecrire';
import { deposerPrefacturation } from './deposer';
import { calculer } from './fichiers';
import { creerLecteurMois, lireMoisPrefactures } from './lire-mois';

// EST has closed October, with one complementary line of September for a usager who had no visit since; SUD has not.

const SEPTEMBRE = '2026-09' as Mois;
let magasin: Magasin;
let fermer: () => Promise<void>;
let racine: string;
let maintenant = paris('2026-11-05 09:00');

const clore = async (antenne: Antenne, etats: EtatFige[], complements: Complement[]): Promise<void> => {
  const docs = etats.map((e) => ({ ...e, antenne }));
  const doc = cloture({
    antenne,
    empreinte: await empreinteFigee(docs),
    complements: { usagers: complements.length, empreinte: await empreinteFigee(complements) },
  });
  await ecrireTout(magasin, baseAntenne(antenne), [...docs, ...complements, doc]);
};
const ecart: Complement = {
  _id: idComplement(MOIS, 'U7'),
  type: 'complement',
  mois: MOIS,
  antenne: 'EST',
  usagerId: 'U7',
  visites: [],
  ventilation: [
    {
      usagerId: 'U7',
      numeroPec: 'P7',
      codeFinanceur: 'DASES_APA',
      intervenantId: 'I1',
      ancien: minutes(60),
      nouveau: minutes(0),
      moisOrigine: SEPTEMBRE,
      nombreInterventions: 0,
    },
  ],
};

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
  await preparerBases(magasin, maintenant);
  await ecrireTout(magasin, BASE_CENTRALE, FINANCEURS);
  await clore('EST', [etatFige('U1', {}, 5)], [ecart]);
  const alors = FINANCEURS.map((f) => (f.code === 'DASES_APA' ? { ...f, tarifHoraireCentimes: 2300 } : { ...f }));
  await ecrireTout(magasin, baseAntenne('EST'), [
    cloture({ _id: idCloture(SEPTEMBRE), mois: SEPTEMBRE, antenne: 'EST', numero: 2, financeurs: alors }),
  ]);
  racine = await mkdtemp(join(tmpdir(), 'tg-prefac-'));
});
afterAll(async () => {
  await fermer();
  await rm(racine, { recursive: true, force: true });
});

const deposer = (vers: string, antennes: Antenne[] = ['EST', 'SUD']) =>
  deposerPrefacturation(
    { magasin, horloge: () => maintenant },
    { mois: MOIS, antennes, vers: join(racine, vers), auteur: 'essai' },
  );

test('[CL-2, CL-4] each antenna’s files, then all together; of a closed month, the same bytes a day later', async () => {
  const r = await deposer('a');
  if (!r.ok) throw new Error(r.refus.message);
  expect(r.valeur.provisoires).toEqual(['SUD']);
  expect(r.valeur.fichiers.map((f) => f.nom)).toEqual([
    'PREFACTURATION_EST_202610.csv',
    'PREFACTURATION_COMPLEMENTAIRE_EST_202610.csv',
    'PREFACTURATION_EST_202610.xlsx',
    'PRO_FORMA_APA_EST_202610.pdf',
    'PRO_FORMA_APA_EST_202610.xlsx',
    'PREFACTURATION_SUD_202610_PROVISOIRE.csv',
    'PREFACTURATION_COMPLEMENTAIRE_SUD_202610_PROVISOIRE.csv',
    'PREFACTURATION_SUD_202610_PROVISOIRE.xlsx',
    'PREFACTURATION_TOUTES_202610_PROVISOIRE.csv',
    'PREFACTURATION_COMPLEMENTAIRE_TOUTES_202610_PROVISOIRE.csv',
    'PREFACTURATION_TOUTES_202610_PROVISOIRE.xlsx',
  ]);
  expect((await readdir(join(racine, 'a'))).sort()).toEqual(r.valeur.fichiers.map((f) => f.nom).sort());
  const complements = await readFile(join(racine, 'a/PREFACTURATION_COMPLEMENTAIRE_EST_202610.csv'), 'utf8');
  // At the rate by which September was billed, whatever October's is.
  expect(complements).toContain('2026-09;EST;U7;P7;DASES_APA;APA;I1;23,00;60;0;-60;23,00;0,00;-23,00');

  maintenant = paris('2026-11-06 11:00');
  const encore = await deposer('b');
  const definitifs = (x: Awaited<ReturnType<typeof deposer>>) =>
    x.ok ? x.valeur.fichiers.filter((f) => !f.nom.includes('PROVISOIRE')) : [];
  expect(definitifs(encore)).toEqual(definitifs(r));
});

test('[CL-2] an antenna that has another name since gives again the files that it gave under the one it had', async () => {
  const avant = await deposer('avant');
  const ancien = poserRegistre(
    registreEnPlace().map((f) => ({
      ...f,
      libelle: `Grand ${f.libelle}`,
      avant: [{ libelle: f.libelle, adresse: f.adresse, jusqua: maintenant }],
    })),
  );
  try {
    const apres = await deposer('apres');
    const clos = (x: Awaited<ReturnType<typeof deposer>>) =>
      x.ok ? x.valeur.fichiers.filter((f) => f.nom.includes('_EST_')) : [];
    expect(clos(avant).map((f) => f.nom)).toContain('PREFACTURATION_EST_202610.xlsx');
    expect(clos(apres)).toEqual(clos(avant));
    // All together, with one that is still open: each under its own name of then.
    const lus = await lireMoisPrefactures({ magasin, horloge: () => maintenant }, ['EST', 'SUD'], MOIS);
    if (!lus.ok) throw new Error(lus.refus.message);
    const ensemble = await calculer(magasin, lus.valeur);
    expect(ensemble.origine).toMatch(/^Est : clôture n° 3.* ; Grand Sud : PROVISOIRE/);
    expect([ensemble.nomAntenne('EST'), ensemble.nomAntenne('SUD')]).toEqual(['Est', 'Grand Sud']);
  } finally {
    poserRegistre(ancien);
  }
});

test('a folder that cannot be written is refused in words, and nothing is left of it', async () => {
  await writeFile(join(racine, 'fichier'), '');
  const r = await deposer('fichier', ['EST']);
  expect(r.ok || r.refus).toMatchObject({
    code: 'DOSSIER_PREFACTURATION',
    message: expect.stringContaining('vérifiez'),
  });
});

test('[CL-2] what was kept of an open month does not hide that it has just been closed', async () => {
  const lire = creerLecteurMois({ magasin, horloge: () => maintenant });
  const clos = async () => {
    const r = await lire('SUD', MOIS);
    return r.ok && r.valeur.cloture !== undefined;
  };
  expect(await clos()).toBe(false);
  await clore('SUD', [etatFige('U2', {}, 3)], []);
  expect(await clos()).toBe(true);
});
