import type { Correction } from '#shared/contrats/corrections/correction';
import type { Objet, Prise } from '#shared/contrats/corrections/equipe';
import { NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import { RAISONS_SANS_TELEGESTION } from '#shared/contrats/dossiers/sans-telegestion';
import { GENRES_ALERTE, type GenreAlerte, traitsAlerte } from '#shared/contrats/exploitation/alerte';
import { CATEGORIES_INCIDENT, GRAVITES_INCIDENT } from '#shared/contrats/exploitation/incident';
import { idRattachement } from '#shared/contrats/ids';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { type Saisie, usagerNomme } from '#shared/contrats/saisie';
import { DES_POSTES } from '#shared/documents/postes';
import { DEFINITIONS } from '#shared/domain/correction/natures/table';
import { cibleDe } from '#shared/domain/intervention/cibles';
import { motifEnMots } from '#shared/libelles/motif';
import { dateEntiere, deMois, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { minuscule } from '#shared/mots/textes';
import type { DateCivile, Instant } from '#shared/temps/types';
import { type NomsAlors, nommerAntenne, nommerPersonne, phrase, TEXTE_TU } from './mots';

/** What the store knows of the gestures that a page of the log names. */
export type FaitsSaisies = {
  /** By `_id`: those that are still kept. */
  saisies: ReadonlyMap<string, Saisie>;
  /** Why one was refused, by the `_id` that it had. */
  refus: ReadonlyMap<string, string>;
  /** Whose a visit is, by what names it (`cleVisite`). */
  visites: ReadonlyMap<string, string>;
};

/** A visit as a gesture names it: its antenna, its day, a punch or planned visit of it. */
export const cleVisite = (antenne: string, date: DateCivile, id: string): string => `${antenne} ${date} ${id}`;

const entre = (debut: string, fin: string | undefined): string =>
  fin === undefined ? `à partir du ${debut}` : debut === fin ? `le ${debut}` : `du ${debut} au ${fin}`;
const periode = (du: DateCivile, au?: DateCivile): string => entre(dateEntiere(du), au && dateEntiere(au));
const motif = (code: string): string => `motif « ${motifEnMots(code)} »`;
const heures = (debut: Instant | undefined, fin: Instant | undefined): string[] => [
  ...(debut ? [`arrivée ${heure(debut)}`] : []),
  ...(fin ? [`départ ${heure(fin)}`] : []),
];

const RATTACHER: Record<Rattachement['geste'], string> = {
  RATTACHER: 'A rattaché un numéro de téléphone à un usager',
  DETACHER: 'A détaché un numéro de téléphone d’un usager',
  ECARTER: 'A écarté un numéro de téléphone proposé pour un usager',
};
const RATTACHER_ANNULE: Record<Rattachement['geste'], string> = {
  RATTACHER: 'A annulé le rattachement d’un numéro de téléphone à un usager',
  DETACHER: 'A annulé le retrait d’un numéro de téléphone à un usager',
  ECARTER: 'A annulé la mise à l’écart d’un numéro de téléphone proposé pour un usager',
};
const PRENDRE: Record<Prise['geste'], string> = { PRENDRE: 'A pris en main', RENDRE: 'A rendu', CONFIER: 'A confié' };

export type AlerteNommee = {
  genre: GenreAlerte;
  depuis: DateCivile;
  usagerId?: string | undefined;
  visite?: string | undefined;
};

/** What the id of an alert says of it: it is gone when its fact is. */
const lireIdAlerte = (id: string): AlerteNommee | undefined => {
  const [, depuis = '', genre = '', sujet = ''] = /^alerte:([\d-]+):([A-Z_]+):(.*)$/.exec(id) ?? [];
  const traits = traitsAlerte(genre);
  if (!traits) return undefined;
  const connue = { genre: genre as GenreAlerte, depuis: depuis as DateCivile };
  // Of an usager, one prise en charge may follow, of a visit the one that it overlaps.
  const [qui] = sujet.split(':');
  if (traits.sujet === 'USAGER') return { ...connue, usagerId: qui };
  return traits.sujet === 'VISITE' ? { ...connue, visite: qui } : connue;
};

/** The alert that a gesture is about, where it is about one. */
export const alerteDe = (s: Saisie): AlerteNommee | undefined => {
  if (s.type === 'acquittement') return lireIdAlerte(s.alerteId);
  return 'objet' in s && s.objet.genre === 'ALERTE' ? lireIdAlerte(s.objet.id) : undefined;
};

type Dire = { noms: NomsAlors; faits: FaitsSaisies };

const usager = (d: Dire, id: string | undefined): string | undefined =>
  id === undefined ? undefined : nommerPersonne(d.noms, 'usager', id);
const aide = (d: Dire, id: string | undefined): string | undefined =>
  id === undefined ? undefined : nommerPersonne(d.noms, 'intervenant', id);

/** Whose visit a correction is of: the one that it gives, else that of the visit which it names. */
const visiteDe = (d: Dire, s: Pick<Saisie, 'antenne' | 'date'>, id: string): string | undefined =>
  d.faits.visites.get(cleVisite(s.antenne, s.date, id));

const direCorrection = (d: Dire, s: Correction): string => {
  const retiree = s.retire === undefined ? undefined : d.faits.saisies.get(`correction:${s.date}:${s.retire}`);
  const visee = retiree?.type === 'correction' ? retiree : s;
  const cree = DEFINITIONS[visee.nature].personnes === 'INITIALES' ? visee.usagerId : undefined;
  const { mots, personnes } = DEFINITIONS[s.nature];
  return phrase(
    `${mots.audit} du ${dateEntiere(s.date)}`,
    usager(d, cree ?? visiteDe(d, s, cibleDe(visee).id)),
    ...(s.nature === 'RETRAIT' && visee !== s ? [DEFINITIONS[visee.nature].mots.retiree] : []),
    ...(personnes === 'INITIALES' ? [aide(d, s.intervenantId)] : []),
    ...heures(s.debut, s.fin),
    s.minutes === undefined ? undefined : pluriel(s.minutes, 'minute'),
    ...(personnes === 'REMPLACANTES'
      ? [
          s.usagerId && `usager désormais ${usager(d, s.usagerId)}`,
          s.intervenantId && `aide désormais ${aide(d, s.intervenantId)}`,
          s.codePrestation && `prestation désormais ${s.codePrestation}`,
        ]
      : []),
    ...(s.nature === 'RETRAIT' ? [] : [motif(s.motif)]),
  );
};

const direRattachement = (d: Dire, s: Rattachement): string => {
  const retire = s.retire === undefined ? undefined : d.faits.saisies.get(idRattachement(s.date, s.retire));
  const verbe =
    s.retire === undefined
      ? RATTACHER[s.geste]
      : retire?.type === 'rattachement'
        ? RATTACHER_ANNULE[retire.geste]
        : 'A annulé un geste sur un numéro de téléphone';
  return phrase(verbe, usager(d, s.usagerId), s.depuis && periode(s.depuis));
};

const direAlerte = (d: Dire, s: Pick<Saisie, 'antenne'>, id: string): (string | undefined)[] => {
  const a = lireIdAlerte(id);
  if (!a) return ['l’alerte'];
  const sienne = a.visite === undefined ? undefined : visiteDe(d, { ...s, date: a.depuis }, a.visite);
  return [
    `l’alerte « ${GENRES_ALERTE[a.genre].libelle} » du ${dateEntiere(a.depuis)}`,
    usager(d, a.usagerId ?? sienne),
  ];
};

const direObjet = (d: Dire, s: Pick<Saisie, 'antenne' | 'date'>, o: Objet): (string | undefined)[] => {
  switch (o.genre) {
    case 'ALERTE':
      return direAlerte(d, s, o.id);
    case 'NUMERO':
      return ['un numéro de téléphone inconnu'];
    case 'USAGER':
      return ['le dossier', usager(d, o.id)];
    case 'POINTAGE':
    case 'VISITE':
    case 'CREATION':
      return [`la visite du ${dateEntiere(s.date)}`, usager(d, visiteDe(d, s, o.id))];
  }
};

const suivi = (verbe: string, [premier, ...suite]: readonly (string | undefined)[], ...fin: (string | undefined)[]) =>
  phrase(`${verbe} ${premier}`, ...suite, ...fin);

/** A gesture that is still kept: what was done, on what, whose. */
export const direSaisieConnue = (d: Dire, s: Saisie): string => {
  // A type that has no sentence of its own is named by its row.
  const simple = phrase(`A enregistré ${DES_POSTES[s.type].un} du ${dateEntiere(s.date)}`, usager(d, usagerNomme(s)));
  switch (s.type) {
    case 'correction':
      return direCorrection(d, s);
    case 'absence':
      return phrase(
        `${s.annulee ? 'A annulé' : s.remplace ? 'A modifié' : 'A noté'} une absence`,
        usager(d, s.usagerId),
        // A stay in hospital, a death: for those who may read names.
        d.noms.personnes[`usager:${s.usagerId}`] === undefined
          ? undefined
          : `nature « ${NATURES_ABSENCE[s.nature].libelle} »`,
        periode(s.du, s.au),
      );
    case 'rattachement':
      return direRattachement(d, s);
    case 'fiche':
      return phrase(
        `A saisi la fiche de la visite du ${dateEntiere(s.date)}`,
        usager(d, s.usagerId),
        aide(d, s.intervenantId),
        ...heures(s.arrivee, s.depart),
        motif(s.motif),
      );
    case 'prise':
      return suivi(PRENDRE[s.geste], direObjet(d, s, s.objet), s.a && `à « ${s.a} »`);
    case 'acquittement':
      return suivi(s.annule ? 'A remis à voir' : 'A vu', direAlerte(d, s, s.alerteId));
    case 'sanstele':
      return phrase(
        'A marqué un usager « sans télégestion »',
        usager(d, s.usagerId),
        `raison « ${RAISONS_SANS_TELEGESTION[s.raison]} »`,
        periode(s.depuis, s.jusqua),
      );
    case 'note': {
      const repondu = s.reponse && (s.reponse === 'REPRISE' ? 'A repris' : 'A refusé');
      const fait = repondu ? `${repondu} les heures proposées par l’aide sur` : undefined;
      return suivi(
        fait ?? (s.efface ? 'A effacé une note sur' : 'A laissé une note sur'),
        direObjet(d, s, s.objet),
        s.reponse === 'REFUSEE' && s.texte !== TEXTE_TU ? `« ${s.texte} »` : undefined,
      );
    }
    case 'proforma':
      return phrase(
        `A ${s.decision === 'VALIDE' ? 'validé' : 'refusé'} le pro forma ${deMois(s.mois)}`,
        `antenne ${nommerAntenne(d.noms, s.antenne)}`,
      );
    case 'signalement':
      return phrase(
        `A signalé un incident, « ${CATEGORIES_INCIDENT[s.categorie]} »`,
        `gravité ${minuscule(GRAVITES_INCIDENT[s.gravite].libelle)}`,
        `antenne ${nommerAntenne(d.noms, s.antenne)}`,
      );
    default:
      return simple;
  }
};
