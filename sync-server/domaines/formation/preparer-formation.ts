import { join } from 'node:path';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes, libelleAntenne } from '#shared/domain/antenne/registre';
import { ajouterMois, moisParis } from '#shared/temps/paris';
import { lireIds, plageDuType } from '../../store/lire';
import { creerCompte, listerComptes } from '../acces';
import { importer, type PortsImport } from '../dossiers';
import { type CommandeGenerer, generer } from './generer';
import { inventerExploitation } from './inventer-exploitation';

export type CommandeFormation = {
  mode: string;
  /** Where the invented files go: it must be empty. */
  dataDir: string;
  antenne: Antenne;
  stagiaires: number;
  /** Another number, other people. */
  graine: number;
  taille: CommandeGenerer['taille'];
};
export type FormationPrete = { antenne: string; comptes: { identifiant: string; motDePasse: string }[] };

const MAXIMUM = 20;

/** Anything that someone could miss: a sandbox is never made over a service, not even over another sandbox. */
const estOccupe = async (m: PortsImport['magasin']): Promise<boolean> => {
  if ((await listerComptes(m)).length > 0) return true;
  for (const a of codesAntennes())
    if ((await lireIds(m, baseAntenne(a), { ...plageDuType('usager'), limite: 1 })).length > 0) return true;
  return false;
};

/** The sandbox of a training: an invented service around today, and an account for each trainee, who may close the month. */
export const preparerFormation = async (
  p: Omit<PortsImport, 'releves'>,
  c: CommandeFormation,
): Promise<Resultat<FormationPrete>> => {
  if (c.mode === 'production')
    return refuser('MODE', 'Un service de formation ne se prépare pas en production : réglez MODE=formation.');
  if (!Number.isSafeInteger(c.stagiaires) || c.stagiaires < 1 || c.stagiaires > MAXIMUM)
    return refuser('STAGIAIRES', `Donnez de 1 à ${MAXIMUM} stagiaires.`);
  if (await estOccupe(p.magasin))
    return refuser('OCCUPE', 'Ce service contient déjà des données : donnez un DATA_DIR vide, ou effacez le vôtre.');
  const maintenant = p.horloge();
  const ici = moisParis(maintenant);
  const vers = join(c.dataDir, 'millesime-formation');
  const mois = [ajouterMois(ici, -1), ici];
  const ecrit = await generer({ vers, graine: c.graine, mois, taille: c.taille, jusqua: maintenant });
  if (!ecrit.ok) return ecrit;
  const { refus } = await importer(p, { dossier: vers });
  if (refus) return { ok: false, refus };
  const comptes: FormationPrete['comptes'] = [];
  for (let n = 1; n <= c.stagiaires; n++) {
    const identifiant = `stagiaire${n}`;
    const cree = await creerCompte(
      p.magasin,
      { auteur: p.auteur, horloge: p.horloge },
      { identifiant, nom: `Stagiaire ${n}`, role: 'GESTIONNAIRE', antennes: [c.antenne], responsable: true },
    );
    if (!cree.ok) return cree;
    comptes.push({ identifiant, motDePasse: cree.valeur.motDePasse ?? '' });
  }
  const vecu = await inventerExploitation(
    { magasin: p.magasin, maintenant },
    { mode: c.mode, antenne: c.antenne, auteur: 'stagiaire1' },
  );
  if (!vecu.ok) return vecu;
  return { ok: true, valeur: { antenne: libelleAntenne(c.antenne), comptes } };
};
