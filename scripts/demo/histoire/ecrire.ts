import type { ClotureEcrite } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { idMoisPilotage } from '#shared/pilotage/agregats';
import { ajouterMois, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { empreinteFigee, lireAgregat } from '../../../sync-server/domaines/cloture';
import { creerGardien, lireRepere } from '../../../sync-server/domaines/pointages';
import { ecrireTout, remplacer } from '../../../sync-server/store/ecrire';
import { lireCadreClos, lireFiges } from '../../../sync-server/store/lectures/clos';
import { type Magasin, sansRev, sequenceDe } from '../../../sync-server/store/lire';
import { lireSur, plageSure } from '../../../sync-server/store/types';
import { type MoisClos, vieillir } from './vieillir';

const LOT = 500;

const ecrireParLots = async (m: Magasin, base: string, docs: readonly object[]): Promise<void> => {
  for (let i = 0; i < docs.length; i += LOT) await ecrireTout(m, base, docs.slice(i, i + LOT));
};

const lireModele = async (m: Magasin, antenne: Antenne, mois: Mois): Promise<MoisClos | undefined> => {
  const cloture = await lireSur(m, 'cloture', idCloture(mois), { antenne });
  const cadre = await lireCadreClos(m, antenne, mois);
  if (!cloture || !cadre) return undefined;
  const bornes = { de: premierJour(mois), avant: premierJour(ajouterMois(mois, 1)) };
  return {
    cloture: sansRev(cloture),
    cadre: sansRev(cadre),
    etats: (await lireFiges(m, antenne, mois)).map(sansRev),
    jours: (await plageSure(m, 'pilotage-jour', { antenne }, bornes)).map(sansRev),
  };
};

/** Closings are numbered in order: the one that was made comes after those that it is the model of. */
const renumeroter = async (m: Magasin, { cloture, jours }: MoisClos, numero: number): Promise<void> => {
  const base = baseAntenne(cloture.antenne);
  const sien = await lireSur(m, 'pilotage-mois', idMoisPilotage(cloture.mois), { base });
  const suites: { _id: string }[] = [...jours, ...(sien ? [sansRev(sien)] : [])].map((d) => ({ ...d, clos: numero }));
  const numerotee: ClotureEcrite = { ...cloture, numero };
  for (const d of [numerotee, ...suites]) await remplacer(m, base, d);
};

const ecrireAntenne = async (m: Magasin, modele: MoisClos, combien: number): Promise<void> => {
  const base = baseAntenne(modele.cloture.antenne);
  await renumeroter(m, modele, combien + 1);
  for (let recul = combien; recul > 0; recul -= 1) {
    const { etats, cadre, jours, moisPilotage, cloture } = vieillir(modele, recul, combien - recul + 1);
    const signee = {
      ...cloture,
      empreinte: await empreinteFigee(etats),
      empreinteCadre: await empreinteFigee([cadre]),
    };
    await ecrireParLots(m, base, [...etats, cadre, ...jours, ...(moisPilotage ? [moisPilotage] : []), signee]);
    await lireAgregat(m, signee);
  }
};

/**
 * So many months before `mois`, which all antennas have closed. No plan is kept of them but in what the dashboards counted: it is not
 * counted again, as it would be of closings that have just been made.
 */
export const ecrireHistoire = async (m: Magasin, mois: Mois, combien: number): Promise<void> => {
  for (const antenne of codesAntennes()) {
    const modele = await lireModele(m, antenne, mois);
    if (modele) await ecrireAntenne(m, modele, combien);
  }
  // What follows the dashboards looks at what comes after.
  const repere = await lireRepere(m, 'piloter');
  for (const base of repere.sequences.keys()) repere.sequences.set(base, (await sequenceDe(m, base)) ?? '0');
  await creerGardien(m, 'piloter')(repere);
};
