import type { Correction, NATURES } from '#shared/contrats/corrections/correction';
import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { absencesEnVigueur } from '#shared/domain/absence/absences';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { remplacants } from '#shared/domain/appariement/paire';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { documentDe, suivreCorrections } from '#shared/domain/intervention/cibles';
import { fonctionDe } from '#shared/domain/releve/corrections';
import type { CorrectionSuivie } from '#shared/domain/types';
import { ABSENCES } from '#shared/formats/absences/absences';
import type { Champs, Format, Ligne } from '#shared/formats/champ';
import { ecrireFichier } from '#shared/formats/codec-ecriture';
import { CORRECTIONS, type LigneCorrection } from '#shared/formats/corrections/corrections';
import { FINANCEURS } from '#shared/formats/financeurs/financeurs';
import { INTERVENANTS } from '#shared/formats/intervenants/intervenants';
import { type LignePlanning, PLANNING } from '#shared/formats/planning/planning';
import { POINTAGES } from '#shared/formats/pointages/pointages';
import { type LigneUsager, USAGERS } from '#shared/formats/usagers/usagers';
import { ajouterMois, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import * as connus from '../../../store/lectures/connus';
import { lireBornes, type Magasin } from '../../../store/lire';
import { plageSure } from '../../../store/types';
import { type AuteursFiges, lireAuteursFiges } from '../../acces';
import { derniereVersion, lireAbsences } from '../../dossiers';
import { type Annuaire, chargerAnnuaire, dateDeId, type Lieu, situerPointages } from '../../pointages';
import { ecrireTexte, type FichierSorti } from './sortie';

// The files that the import takes, written from what is stored, whole: what another system can read without knowing ours.

type Ecrire = <C extends Champs>(nom: string, format: Format<C>, lignes: readonly Ligne<C>[]) => Promise<void>;

/** The months between the first and the last document of a type, over all its databases. */
const moisDuType = async (m: Magasin, bases: readonly string[], type: string): Promise<Mois[]> => {
  const bornes: Mois[] = [];
  for (const base of bases) for (const id of (await lireBornes(m, base, type)) ?? []) bornes.push(moisDe(dateDeId(id)));
  const tri = bornes.sort();
  const [premier, dernier] = [tri[0], tri.at(-1)];
  if (premier === undefined || dernier === undefined) return [];
  const mois: Mois[] = [];
  for (let x = premier; x <= dernier; x = ajouterMois(x, 1)) mois.push(x);
  return mois;
};

const nomDuMois = (genre: string, mois: Mois): string => `${genre}_${mois.replace('-', '')}.csv`;

const ecrireDossiers = async (m: Magasin, annuaire: Annuaire, date: DateCivile, ecrire: Ecrire): Promise<void> => {
  const jour = date.replaceAll('-', '');
  await ecrire(
    'FINANCEURS.csv',
    FINANCEURS,
    (await connus.lireFinanceurs(m, plageSure)).map((f) => ({
      code: f.code,
      libelle: f.libelle,
      dispositif: f.dispositif,
      date_debut: f.dateDebut,
      tolerance: f.tolerance,
      plafond_prevu: f.plafondPrevu,
      pas: f.pas,
      mode: f.mode,
      tarif_horaire: f.tarifHoraireCentimes,
    })),
  );
  const intervenants = [...(await connus.lireIntervenants(m, plageSure)).values()].map(({ doc: i }) => ({
    id_intervenant: i.id,
    civilite: i.civilite,
    nom: i.nom,
    prenom: i.prenom,
    antenne: i.antenne,
    adresse_antenne: i.adresseAntenne,
    code_svi: i.codeSvi,
    telephone: i.telephone,
    date_debut: i.dateDebut,
    date_fin: i.dateFin,
  }));
  await ecrire(`INTERVENANTS_${jour}.csv`, INTERVENANTS, intervenants);
  const usagers = [...(await connus.lireUsagers(m, plageSure)).values()].flatMap(({ doc: u }) =>
    u.prisesEnCharge.map(
      (p): LigneUsager => ({
        id_millesime: u.id,
        civilite: u.civilite,
        nom: u.nom,
        prenom: u.prenom,
        adresse: u.adresse,
        code_postal: u.codePostal,
        ville: u.ville,
        date_naissance: u.dateNaissance,
        gir: u.gir,
        // Gestures on a number have no row: whose each is on that day is what they come to.
        telephones: annuaire.telephones(u.id, date),
        antenne: antenneAu(u, date),
        numero_pec: p.numero,
        code_financeur: p.codeFinanceur,
        priorite: p.priorite,
        date_debut: p.dateDebut,
        date_fin: p.dateFin,
        heures_max: p.minutesMax,
        code_prestation: p.codePrestation,
        salsa_ouvert: p.salsaOuvert,
        // Each version is a row of its own, from the day on which it holds [FI-10].
        date_effet: undefined,
      }),
    ),
  );
  await ecrire(`USAGERS_${jour}.csv`, USAGERS, usagers);
};

const enPlanning = (doc: Visite): LignePlanning[] => {
  const v = derniereVersion(doc);
  if (v.retiree) return [];
  const { usagerId, intervenantId, debut, fin, codePrestation } = v;
  return [
    {
      id_planning: doc.id,
      id_millesime: usagerId,
      id_intervenant: intervenantId,
      debut,
      fin,
      code_prestation: codePrestation,
    },
  ];
};

/** [CO-1] What counts of those read: this format says neither that one was refused nor that another withdrew it, and a reader would apply them. */
const retenues = (suivies: readonly CorrectionSuivie[]): Correction[] => {
  const valables = suivies.flatMap((s) => (s.verdict?.decision === 'REFUSEE' ? [] : s.correction));
  const retirees = new Set(valables.map((c) => c.retire));
  // One that has followed its visit to another antenna is in both, and is one row.
  return [...new Map(valables.map((c) => [documentDe(c), c])).values()].filter((c) => !retirees.has(c.id));
};

/** A withdrawal has no row in this format: it is in the JSON lines. `remplace`: the punch in the place of the one named, where that one has no row. [CO-1] Who wrote is named by their function: accounts are in the JSON lines too. */
const enCorrection = (
  c: Correction,
  { role }: AuteursFiges,
  remplace: ReadonlyMap<string, string>,
): LigneCorrection[] => {
  if (c.nature === 'RETRAIT') return [];
  const cible = (genre: string): string | undefined => (c.cible?.genre === genre ? c.cible.id : undefined);
  const pointage = cible('POINTAGE');
  return [
    {
      id_correction: c.id,
      instant: c.instant,
      auteur: fonctionDe({ auteur: c.auteur, auteurRole: role(c.auteur) }, c.antenne, c.instant),
      nature: c.nature satisfies (typeof NATURES)[number],
      id_pointage: pointage === undefined ? undefined : (remplace.get(pointage) ?? pointage),
      id_planning: cible('VISITE'),
      id_creation: cible('CREATION'),
      id_millesime: c.usagerId,
      id_intervenant: c.intervenantId,
      code_prestation: c.codePrestation,
      debut: c.debut,
      fin: c.fin,
      minutes: c.minutes,
      motif: c.motif,
      commentaire: c.commentaire,
    },
  ];
};

const ecrireMois = async (m: Magasin, lieu: Lieu, ecrire: Ecrire): Promise<void> => {
  const bornes = (x: Mois): [DateCivile, DateCivile] => [premierJour(x), dernierJour(x)];
  for (const x of await moisDuType(m, basesAntennes(), 'visite')) {
    const visites = await connus.lireVisites(m, ...bornes(x), plageSure);
    await ecrire(
      nomDuMois('PLANNING', x),
      PLANNING,
      visites.flatMap(({ doc }) => enPlanning(doc)),
    );
  }
  const annees = (await m.bases()).filter((b) => /^tg-pointages-\d{4}$/.test(b));
  const remplace = new Map<string, string>();
  for (const x of await moisDuType(m, annees, 'pointage')) {
    const pointages = await connus.lirePointages(m, ...bornes(x), plageSure);
    // [PT-3] Kept, and not used: the format has no key 9, and a reader would make visits of them.
    for (const [ancien, nouveau] of remplacants(pointages)) remplace.set(ancien, nouveau);
    const utiles = pointages.filter((p) => !remplace.has(p.id));
    // [PT-5] Where a number alone says whose one is, the row says it: elsewhere, nothing else would.
    const lignes = (await situerPointages(lieu, utiles)).map(({ p, situation }) => ({
      id_pointage: p.id,
      instant: p.instant,
      sens: p.sens,
      id_intervenant: p.intervenantId,
      id_millesime: p.usagerId ?? situation.usagerId,
      numero_appelant: p.numeroAppelant,
    }));
    await ecrire(nomDuMois('POINTAGES', x), POINTAGES, lignes);
  }
  const auteurs = await lireAuteursFiges(m);
  for (const x of await moisDuType(m, basesAntennes(), 'correction')) {
    const lues = await Promise.all(codesAntennes().map((a) => connus.lireCorrectionsSures(m, a, ...bornes(x))));
    const suivies = lues.flatMap((l) => suivreCorrections(l.corrections, l.verdicts));
    const lignes = retenues(suivies).flatMap((c) => enCorrection(c, auteurs, remplace));
    await ecrire(nomDuMois('CORRECTIONS', x), CORRECTIONS, lignes);
  }
  const absences = absencesEnVigueur(await lireAbsences(m, plageSure));
  for (const x of [...new Set(absences.map((a) => moisDe(a.du)))].sort()) {
    const lignes = absences
      .filter((a) => moisDe(a.du) === x)
      .map((a) => ({ id_millesime: a.usagerId, type: a.nature, debut: a.du, fin: a.au, commentaire: a.commentaire }));
    await ecrire(nomDuMois('ABSENCES', x), ABSENCES, lignes);
  }
};

/** What is stored, in the formats that are imported; `date`: that of the names of the daily files. */
export const ecrireCsv = async (
  { magasin, horloge }: { magasin: Magasin; horloge: Horloge },
  racine: string,
  date: DateCivile,
  progres: (texte: string) => void,
): Promise<FichierSorti[]> => {
  const ecrits: FichierSorti[] = [];
  const ecrire: Ecrire = async (nom, format, lignes) => {
    progres(`${nom}…`);
    ecrits.push(await ecrireTexte(racine, `csv/${nom}`, ecrireFichier(format, lignes), lignes.length));
  };
  const annuaire = await chargerAnnuaire(magasin);
  await ecrireDossiers(magasin, annuaire, date, ecrire);
  await ecrireMois(magasin, { magasin, annuaire, horloge }, ecrire);
  return ecrits;
};
