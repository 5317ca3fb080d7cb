import type { Antenne } from '#shared/contrats/commun';
import {
  type ConsultationUsager,
  type Depart,
  type DossierConsulte,
  TROUVES_MAX,
  type UsagersTrouves,
  type VisiteConsultee,
} from '#shared/contrats/dossiers/consultation';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { idIntervenant, idUsager } from '#shared/contrats/ids';
import { type Dispenses, dispenseEnMots, statutDispense } from '#shared/domain/alerte/dispenses';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { comparer } from '#shared/domain/appariement/ordre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { pourquoi } from '#shared/domain/intervention/pourquoi';
import { numerosDeLUsager } from '#shared/domain/pointage/numeros';
import type { Retenue } from '#shared/domain/types';
import { libellesAu } from '#shared/domain/ventilation/financeurs';
import { sansAccents } from '#shared/mots/textes';
import { dateParis, dernierJour, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { lireFinanceurs, lireParametres, lireUsagers } from '../../../store/lectures/connus';
import { lireDeparts } from '../../../store/lectures/departs';
import { lireDispenses } from '../../../store/lectures/dispenses';
import { type Magasin, sansRev } from '../../../store/lire';
import { clesType, plageType } from '../../../store/types';
import { nomsDesAuteurs } from '../../acces';
import { lireRetenues, montrerRetenue } from './visites-precedentes';

const nu = (texte: string): string => sansAccents(texte).replace(/[’'-]/g, ' ').trim();

/** Usagers of any antenna whose name begins by each word that was typed, or whose identifier it is. */
export const chercherUsagers = async (m: Magasin, horloge: Horloge, texte: string): Promise<UsagersTrouves> => {
  const mots = nu(texte).split(/\s+/);
  const jour = dateParis(horloge());
  const convient = (u: Usager): boolean => {
    if (u.id.toLowerCase() === texte.trim().toLowerCase()) return true;
    const siens = nu(`${u.nom} ${u.prenom}`).split(/\s+/);
    return mots.every((mot) => siens.some((s) => s.startsWith(mot)));
  };
  const trouves = [...(await lireUsagers(m)).values()].map(({ doc }) => doc).filter(convient);
  trouves.sort((a, b) => a.nom.localeCompare(b.nom, 'fr') || a.prenom.localeCompare(b.prenom, 'fr'));
  const montres = trouves.slice(0, TROUVES_MAX);
  const departs = await lireDeparts(
    m,
    montres.flatMap((u) => u.antennes.map((a) => a.antenne)),
    jour,
  );
  return {
    total: trouves.length,
    usagers: montres.map((u) => ({
      id: u.id,
      nom: u.nom,
      prenom: u.prenom,
      dateNaissance: u.dateNaissance,
      antenne: antenneAu(u, jour),
      ...departDe(departs, u.id),
    })),
  };
};

const departDe = (departs: ReadonlyMap<string, Depart>, id: string): { depart?: Depart } => {
  const depart = departs.get(id);
  return depart ? { depart } : {};
};

/** What they are called that day, by code. */
const nomsDesFinanceurs = async (
  m: Magasin,
  u: Usager,
  jour: DateCivile,
): Promise<ConsultationUsager['financeurs']> => {
  const siens = new Set(u.prisesEnCharge.map((p) => p.codeFinanceur));
  const versions = (await lireFinanceurs(m)).filter((f) => siens.has(f.code));
  return Object.fromEntries(libellesAu(versions, jour));
};

/** [PT-5] Its numbers on that date: those of the daily file, as managers gave and took them back. */
const lireTelephones = async (
  m: Magasin,
  antennes: readonly Antenne[],
  usager: Usager,
  jour: DateCivile,
): Promise<string[]> => {
  const lus = await Promise.all(antennes.map((a) => plageType(m, 'rattachement', { antenne: a })));
  return numerosDeLUsager(usager, jour, lus.flat());
};

const dossier = ({ _id, type, codeUsager, ...u }: Usager): DossierConsulte => u;

type Entourage = {
  antenne: Antenne;
  aide: Intervenant | undefined;
  dispenses: Dispenses;
  /** Names of those who write, by login; one that no account has stays as it is (history taken over). */
  auteurs: ReadonlyMap<string, string>;
};

/** A retained visit, why it is so, and what was corrected by whom. */
export const expliquerRetenue = (r: Retenue, { antenne, aide, dispenses, auteurs }: Entourage): VisiteConsultee => {
  const vue = montrerRetenue(r, antenne, aide);
  const d = dispenses(r.usagerId, r.intervention.date);
  const statut = statutDispense(vue.statut, d, r.intervention);
  return {
    ...vue,
    ...(d && statut ? { dispensee: { statut, dispense: dispenseEnMots(d) } } : {}),
    explication: pourquoi(r.intervention, r.statut).map((x) => x.texte),
    corrections: r.corrections.map(({ correction: c, etat }) => ({
      auteur: auteurs.get(c.auteur) ?? c.auteur,
      instant: c.instant,
      nature: c.nature,
      motif: c.motif,
      etat,
    })),
  };
};

/** Planned, else real. */
const heureDe = (v: VisiteConsultee): string => v.prevu?.debut ?? v.debut ?? v.fin ?? v.date;

/** A usager's file, and the visits of a month in all the antennas that it has or had; undefined where there is no such one. */
export const consulterUsager = async (
  m: Magasin,
  horloge: Horloge,
  usagerId: string,
  mois: Mois,
): Promise<ConsultationUsager | undefined> => {
  const tenus = await Promise.all(
    codesAntennes().map((a) => clesType(m, 'usager', [idUsager(usagerId)], { antenne: a })),
  );
  const usager = tenus.flat().find((u) => u !== undefined);
  if (!usager) return undefined;
  const contexte = { maintenant: horloge(), parametresAu: lecteurParametres(await lireParametres(m)) };
  const visites: VisiteConsultee[] = [];
  const auteurs = await nomsDesAuteurs(m, codesAntennes());
  for (const [n, antenne] of codesAntennes().entries()) {
    if (!tenus[n]?.[0]) continue;
    const periode = { antenne, de: premierJour(mois), a: dernierJour(mois) };
    const retenues = await lireRetenues(m, periode, usagerId, contexte);
    const ids = [...new Set(retenues.map((r) => r.intervenantId))];
    const aides = await clesType(m, 'intervenant', ids.map(idIntervenant), { antenne });
    const aide = (id: string): Intervenant | undefined => aides[ids.indexOf(id)];
    const dispenses = await lireDispenses(m, antenne, retenues);
    for (const r of retenues)
      visites.push(expliquerRetenue(r, { antenne, aide: aide(r.intervenantId), dispenses, auteurs }));
  }
  visites.sort((x, y) => comparer(x.date, y.date) || comparer(heureDe(x), heureDe(y)));
  const siennes = codesAntennes().filter((_, n) => tenus[n]?.[0]);
  const jour = dateParis(contexte.maintenant);
  const departs = await lireDeparts(m, siennes, jour);
  const financeurs = await nomsDesFinanceurs(m, usager, jour);
  const telephones = await lireTelephones(m, siennes, usager, jour);
  return { usager: { ...dossier(sansRev(usager)), telephones, ...departDe(departs, usagerId) }, financeurs, visites };
};
