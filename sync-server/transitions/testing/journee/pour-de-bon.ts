import { BASE_CENTRALE } from '#shared/contrats/ids';
import { financeur } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../../store/ecrire';
import { assurerInventaire } from '../../../store/inventaire/ouvrir';
import { essayerCloture } from './clore';
import { GESTES_DE_LA_GRAPPE, GESTES_DU_PRODUIT } from './gestes';
import { IMPORTER } from './importer';
import { apaiser } from './jouer';
import { BASE, ecrire, ouvrirJournee } from './journee';
import { ouvrirSauveur } from './sauver';

const GESTES = 40;
const TOUS = [...GESTES_DU_PRODUIT.filter((g) => g.nom !== 'importer'), IMPORTER, ...GESTES_DE_LA_GRAPPE];
const POIDS = TOUS.reduce((n, g) => n + g.poids, 0);

export type BilanPourDeBon = {
  clos: boolean;
  sauvegardes: number;
  /** Of closings, then of backups: the codes of the refusals. */
  refus: { cloture: string[]; sauvegarde: string[] };
  faux: string[];
};

/**
 * A day during which somebody tries to close until it is done, and backups are made, at any moment, while files are imported and
 * the service is started again: refused each time, or right. Once all is at rest, nothing is refused any more.
 */
export const jouerPourDeBon = async (graine: number): Promise<BilanPourDeBon> => {
  const j = await ouvrirJournee(graine);
  await ecrireTout(j.magasin, BASE_CENTRALE, [financeur('PROPRE', 'TARIF_PROPRE')]);
  for (const v of j.prevues) if (j.alea.chance(0.5)) await ecrire(j, j.magasin, BASE, v);
  await j.service.tour();
  await assurerInventaire(j.magasin, j.horloge);
  j.notees = true;
  const sauveur = await ouvrirSauveur(j);
  const b: BilanPourDeBon = { clos: false, sauvegardes: 0, refus: { cloture: [], sauvegarde: [] }, faux: [] };
  j.grappe.retards = { ecriture: 0.3, ordre: 0, lecture: 0.2 };
  const vivre = async (): Promise<void> => {
    await j.alea.selonPoids(TOUS.map((g) => ({ ...g, poids: g.poids / POIDS })))?.faire(j);
    j.avancer(20);
  };
  const clore = async (): Promise<void> => {
    const c = await essayerCloture(j);
    if ('clos' in c) b.clos = true;
    if (c.refus !== undefined) b.refus.cloture.push(c.refus);
    if ('faux' in c) b.faux.push(...c.faux.map((f) => `graine ${graine} : ${f}`));
  };
  const sauver = async (pendant: () => Promise<void>): Promise<void> => {
    const s = await sauveur.essayer(pendant);
    if ('refus' in s) b.refus.sauvegarde.push(s.refus);
    else b.sauvegardes += 1;
    b.faux.push(...s.faux.map((f) => `graine ${graine} : sauvegarde : ${f}`));
  };
  try {
    for (let n = 0; n < GESTES; n += 1) {
      await vivre();
      // Mostly while copies lag: a node is away, or has still to be told.
      const absente = j.grappe.copies.some((c) => !c.present);
      const agitee = absente || j.grappe.reste() > 0;
      if (!b.clos && j.alea.chance(agitee ? 0.3 : 0.02)) await clore();
      if (j.alea.chance(absente ? 0.05 : agitee ? 0.3 : 0.1)) await sauver(vivre);
    }
    await apaiser(j);
    const refusees = b.refus.sauvegarde.length;
    await sauver(async () => undefined);
    if (!b.clos) await clore();
    if (!b.clos || b.refus.sauvegarde.length > refusees)
      b.faux.push(`graine ${graine} : au repos, encore refusé : ${JSON.stringify(b.refus)}`);
  } finally {
    await sauveur.fermer();
  }
  return b;
};
