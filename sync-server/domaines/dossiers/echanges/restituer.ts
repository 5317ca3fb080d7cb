import { gunzipSync, gzipSync } from 'node:zlib';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import type { RestitutionGardee as DocRestitution } from '#shared/contrats/dossiers/imports';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antenneRetenue } from '#shared/domain/cloture/figer';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import { estFaite } from '#shared/domain/intervention/faite';
import { retenir } from '#shared/domain/intervention/retenir';
import { ligneDefaite, ligneRestitution, ordreRestitution } from '#shared/domain/restitution/ligne';
import type { Contexte } from '#shared/domain/types';
import { tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { contenuDispose, dispositionsDe } from '#shared/formats/disposition/choisir';
import { type LigneRestitution, RESTITUTION } from '#shared/formats/restitution/restitution';
import { ajouterJours, dateParis, moisDe, moisParis, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { hacher } from '../../../adapters/dossier';
import type { Horloge } from '../../../ports/horloge';
import { assurerBases } from '../../../store/bases';
import { changer, sansReponse } from '../../../store/ecrire';
import { refusGrappe } from '../../../store/grappe/grappe';
import { lireHistoire } from '../../../store/histoire';
import { refusPourDeBon } from '../../../store/inventaire/pour-de-bon';
import { ouvrirPasse } from '../../../store/lectures/clos';
import * as connus from '../../../store/lectures/connus';
import { type Regles, reglesDe } from '../../../store/lectures/figes';
import { limiteInterventions } from '../../../store/lectures/limites';
import { lireBornes, type Magasin, type Stocke } from '../../../store/lire';
import { ecrireEnUneFois } from '../../../store/lots';
import { lireSur, plageSure } from '../../../store/types';
import { avecVerrou } from '../../../store/verrou';
import { ENTREES, tracer } from '../../audit';
import { premierGarde, refusJours } from '../../cloture';
import { dateDeId } from '../../pointages';
import {
  type DocRestitues,
  ecritureRestitues,
  empreinteFinanceurs,
  empreinteLigne,
  idRestitues,
  joursDesDossiers,
  lireRestitues,
  lireTouches,
  type Touches,
} from './etats-restitues';

export type Restitution = { nom: string; date: DateCivile; contenu: Uint8Array; lignes: number; empreinte: string };
export type PortsRestitution = { magasin: Magasin; horloge: Horloge; rattraper: () => Promise<void> };

const idDe = (date: DateCivile): string => `restitution:${date}`;

const nomDe = (date: DateCivile): string => `RESTITUTION_${date.replaceAll('-', '')}.csv`;

const rendre = (d: DocRestitution): Restitution => ({
  nom: nomDe(d.date),
  date: d.date,
  contenu: gunzipSync(Buffer.from(d.contenu, 'base64')),
  lignes: d.lignes,
  empreinte: d.empreinte,
});

/** Days that a file waits for the place to take it. */
const ATTENTE_J = 31;

/**
 * The files up to a date that came after the last one that was laid, the oldest first: one says what has changed since the one
 * before it, and a day on which the place took nothing is told by no other.
 */
export const lireNonDeposees = async (m: Magasin, date: DateCivile): Promise<Restitution[]> => {
  const jours = { de: ajouterJours(date, -ATTENTE_J), avant: ajouterJours(date, 1) };
  const faites = await plageSure(m, 'restitution', {}, jours);
  return faites.slice(faites.findLastIndex((d) => d.deposeeLe !== undefined) + 1).map(rendre);
};

/** Notes that the day's file is where Millésime takes it. */
export const noterDepot = async (p: Pick<PortsRestitution, 'magasin' | 'horloge'>, date: DateCivile): Promise<void> => {
  const deposeeLe = p.horloge();
  sansReponse(
    await changer<DocRestitution>(p.magasin, BASE_CENTRALE, idDe(date), (faite) => ({ ...faite, deposeeLe })),
  );
};

const lireDerniere = async (m: Magasin): Promise<DocRestitution | undefined> => {
  const id = (await lireBornes(m, BASE_CENTRALE, 'restitution'))?.[1];
  return id === undefined ? undefined : lireSur(m, 'restitution', id, {});
};

/** The date of the first file that was made: it told the day before it. */
const lirePremiere = async (m: Magasin): Promise<DateCivile | undefined> => {
  const id = (await lireBornes(m, BASE_CENTRALE, 'restitution'))?.[0];
  return id === undefined ? undefined : dateDeId(id);
};

/**
 * The file that goes back to Millésime each morning (formats, RESTITUTION): made once for a date and kept. A day that was missed
 * is in the next one: it tells the visits of every day since the last.
 */
export const restituer = async (
  p: PortsRestitution,
  c: { date: DateCivile; auteur: string },
): Promise<Resultat<Restitution>> => {
  const faite = await lireSur(p.magasin, 'restitution', idDe(c.date), {});
  if (faite) return { ok: true, valeur: rendre(faite) };
  const aujourdhui = dateParis(p.horloge());
  if (c.date !== aujourdhui)
    return refuser(
      'RESTITUTION_ABSENTE',
      `Aucune restitution n’a été faite le ${c.date}. Celle d’aujourd’hui (${aujourdhui}) porte tout ce qui a changé depuis la dernière.`,
    );
  return (
    (await avecVerrou(p.magasin, p.horloge, () => faire(p, c))) ??
    refuser('ECRITURE_EN_COURS', 'Un import ou une clôture est en cours : attendez sa fin, puis relancez.')
  );
};

/** Days compared again, after a restoration or for a usager whose file has changed, with what Millésime was told of them; older ones have their complementary rows. */
const RELUS_J = 92;

const RIEN = 'La restitution n’a pas été faite.';

/** What there is to tell, and what Millésime will have been told. */
type Dites = {
  cadre: Cadre;
  histoire: string;
  touches: Touches;
  dus: LigneRestitution[];
  avant: ReadonlyMap<string, Stocke<DocRestitues>>;
  apres: ReadonlyMap<string, DocRestitues['visites']>;
};

const lireDites = async (m: Magasin, horloge: Horloge, date: DateCivile): Promise<Resultat<Dites>> => {
  const derniere = await lireDerniere(m);
  const veille = ajouterJours(date, -1);
  const histoire = await lireHistoire(m);
  const suivie = derniere?.histoire === undefined || derniere.histoire === histoire;
  const touches = await lireTouches(m, suivie ? derniere?.sequences : undefined);
  // Visits that were still going on the last time have since a status that no document says: their day is looked at again.
  const premier = derniere ? ajouterJours(derniere.date, suivie ? -1 : -RELUS_J) : veille;
  for (const jours of touches.jours.values()) for (let d = premier; d <= veille; d = ajouterJours(d, 1)) jours.add(d);
  /** Whole days that no file has told yet begin here. */
  const premierNonDit = derniere?.date ?? veille;
  const premierDit = ajouterJours((await lirePremiere(m)) ?? date, -1);
  const cadre = await lireCadre(m, horloge());
  if (!cadre.ok) return cadre;
  const tous = derniere !== undefined && derniere.financeurs !== cadre.valeur.empreinteFinanceurs;
  for (const j of await joursDesDossiers(m, touches, { de: ajouterJours(veille, -RELUS_J), a: veille, tous }))
    touches.jours.get(j.antenne)?.add(j.date);
  const jours = codesAntennes().flatMap((antenne) =>
    [...(touches.jours.get(antenne) ?? [])]
      .filter((d) => d >= cadre.valeur.garde && d <= veille)
      .sort()
      .map((d) => ({ antenne, date: d })),
  );
  const avant = await lireRestitues(m, jours);
  const dus = new Map<string, LigneRestitution>();
  const presentes = new Set<string>();
  const apres = new Map<string, DocRestitues['visites']>();
  const interventions: Intervention[] = [];
  for (const j of jours) {
    const id = idRestitues(j.antenne, j.date);
    const connues = avant.get(id)?.visites ?? {};
    // What a former system told of the days before the first file came from there, or is not ours to tell.
    const jamaisDit = j.date < premierDit && !avant.has(id);
    const visites: DocRestitues['visites'] = {};
    for (const { intervention, ligne, touchee } of await lignesDuJour(m, cadre.valeur, j.antenne, j.date, touches)) {
      interventions.push(intervention);
      const connue = connues[ligne.id_intervention];
      const empreinte = empreinteLigne(ligne);
      presentes.add(ligne.id_intervention);
      if (connue === undefined && (jamaisDit || (j.date < premierNonDit && !touchee))) continue;
      if (connue?.empreinte !== empreinte) dus.set(ligne.id_intervention, ligne);
      const { id_millesime, id_intervenant, code_prestation } = ligne;
      visites[ligne.id_intervention] = { empreinte, id_millesime, id_intervenant, code_prestation };
    }
    apres.set(id, visites);
  }
  for (const d of avant.values())
    for (const [id, { empreinte: _, ...qui }] of Object.entries(d.visites))
      if (!presentes.has(id)) dus.set(id, ligneDefaite({ id_intervention: id, ...qui }));
  const usager = (id: string): Usager | undefined => cadre.valeur.usagers.get(id)?.doc;
  const refus = await refusJours(m, { jours, interventions, usager, rien: RIEN });
  if (refus) return refus;
  return {
    ok: true,
    valeur: { cadre: cadre.valeur, histoire, touches, dus: [...dus.values()].sort(ordreRestitution), avant, apres },
  };
};

const faire = async (p: PortsRestitution, c: { date: DateCivile; auteur: string }): Promise<Resultat<Restitution>> => {
  const m = p.magasin;
  const enRetard = await refusPourDeBon({ ...p, verrouTenu: true }, RIEN);
  if (enRetard) return enRetard;
  await p.rattraper();
  let dites = await lireDites(m, p.horloge, c.date);
  if (!dites.ok) {
    // A punch may have come just then, which is in no visit yet.
    await p.rattraper();
    dites = await lireDites(m, p.horloge, c.date);
  }
  if (!dites.ok) return (await refusGrappe(m, RIEN)) ?? dites;
  const { cadre, histoire, touches, dus: lignes, avant, apres } = dites.valeur;
  const dispositions = dispositionsDe(cadre.contexte.parametresAu(c.date));
  if (!dispositions.ok) return dispositions;
  const nom = nomDe(c.date);
  const contenu = contenuDispose(RESTITUTION, dispositions.valeur.RESTITUTION, lignes, nom);
  if (!contenu.ok) return contenu;
  const doc: DocRestitution = {
    _id: idDe(c.date),
    type: 'restitution',
    lot: `restitution:${c.date}`,
    date: c.date,
    instant: p.horloge(),
    auteur: c.auteur,
    lignes: lignes.length,
    empreinte: hacher(contenu.valeur),
    contenu: gzipSync(contenu.valeur).toString('base64'),
    sequences: touches.sequences,
    histoire,
    financeurs: cadre.empreinteFinanceurs,
  };
  const depuis = await refusGrappe(m, RIEN);
  if (depuis) return depuis;
  await assurerBases(m, [BASE_CENTRALE]);
  // What Millésime was told and the file that tells it become current together.
  await ecrireEnUneFois(
    m,
    doc,
    [...apres].flatMap(([id, visites]) => ecritureRestitues(id, avant.get(id), visites)),
  );
  await tracer(m, { instant: doc.instant, auteur: c.auteur, ...ENTREES.EXPORT.ecrire.restitution(c) });
  return { ok: true, valeur: rendre(doc) };
};

type Cadre = {
  contexte: Contexte;
  usagers: ReadonlyMap<string, { doc: Usager }>;
  empreinteFinanceurs: string;
  /** [RE] Nothing is said of the days before it: a purge has taken them, or is about to. */
  garde: DateCivile;
  /** [CL-2] By what a visit of that antenna and month is told: today's, or what its closing froze. */
  regles: (antenne: Antenne, mois: Mois) => Promise<Pick<Regles, 'financeurs' | 'parametresAu'>>;
};

// Whole, or the file is not made: a visit that is left out would be told to Millésime as undone.
const lireCadre = async (m: Magasin, maintenant: Instant): Promise<Resultat<Cadre>> => {
  const versionsFinanceurs = await connus.lireFinanceurs(m, plageSure);
  const financeurs = tableFinanceurs(versionsFinanceurs);
  if (!financeurs.ok) return financeurs;
  const parametresAu = lecteurParametres(await connus.lireParametresSurs(m));
  const actuelles = { financeurs: financeurs.valeur, parametresAu };
  const passe = await ouvrirPasse(m);
  return {
    ok: true,
    valeur: {
      contexte: { maintenant, parametresAu },
      usagers: await connus.lireUsagers(m, plageSure),
      empreinteFinanceurs: empreinteFinanceurs(versionsFinanceurs),
      garde: premierJour(
        premierGarde(passe, moisDe(limiteInterventions(parametresAu(dateParis(maintenant)), maintenant))),
      ),
      regles: async (antenne, mois) => {
        // What a closing froze is not kept for ever.
        const gardee = passe.clotures(antenne).some((c) => c.mois === mois && c.purgee === undefined);
        const cloture = gardee ? await passe.cloture(antenne, mois) : undefined;
        return cloture ? reglesDe({ versionsFinanceurs }, cloture) : actuelles;
      },
    },
  };
};

const lignesDuJour = async (
  m: Magasin,
  cadre: Cadre,
  antenne: Antenne,
  date: DateCivile,
  touches: Touches,
): Promise<{ intervention: Intervention; ligne: LigneRestitution; touchee: boolean }[]> => {
  const interventions = await connus.lireInterventions(m, antenne, date, date, plageSure);
  if (interventions.length === 0) return [];
  const [de, a] = [ajouterJours(date, -MARGE_CORRECTION_J), ajouterJours(date, MARGE_CORRECTION_J)];
  const correctionsDe = indexerCorrections(
    (await connus.lireSuivies(m, antenne, de, a)).filter((s) => s.verdict !== undefined),
  );
  const lignes: Awaited<ReturnType<typeof lignesDuJour>> = [];
  for (const i of interventions) {
    const r = retenir(i, correctionsDe(i), cadre.contexte);
    const usager = cadre.usagers.get(r.usagerId)?.doc;
    const chez = estFaite(r) ? antenneRetenue(r, usager) : antenne;
    const { financeurs, parametresAu } = await cadre.regles(chez, r.debut ? moisParis(r.debut) : moisDe(date));
    lignes.push({
      intervention: i,
      ligne: ligneRestitution(r, usager?.prisesEnCharge ?? [], financeurs, parametresAu),
      touchee: touches.interventions.has(i.id) || r.corrections.some((j) => touches.corrections.has(j.correction.id)),
    });
  }
  return lignes;
};
