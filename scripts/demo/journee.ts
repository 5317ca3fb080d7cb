import type { Antenne } from '#shared/contrats/commun';
import type { Correction } from '#shared/contrats/corrections/correction';
import type { Note, Prise } from '#shared/contrats/corrections/equipe';
import type { Absence } from '#shared/contrats/dossiers/absence';
import { baseAntenne, idCorrection } from '#shared/contrats/ids';
import { ecrireMot } from '#shared/domain/equipe/mot-aide';
import { nomComplet } from '#shared/mots/textes';
import { ajouterJours, dateParis, ecartSecondes, epochMs, instantDe, moisDe, moisParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { ServiceGenere } from '#shared/testing/generateur/generer';
import { deposerEtNoter } from '../../sync-server/store/inventaire/actes';
import type { Magasin } from '../../sync-server/store/lire';
import { garderLignes } from './lignes';

// What the files do not bring: the gestures of colleagues, so that the first screen of Est has one thing of each kind.

const ANTENNE: Antenne = 'EST';
const [GESTIONNAIRE, CENTRAL] = ['est', 'central'] as const;
/** As many days back, a visit may be one of those. */
export const JOURS = 20;

const correctionsDe = ({ fichiers }: ServiceGenere): string =>
  fichiers.flatMap((f) => (f.nom.startsWith('CORRECTIONS') ? f.contenu : [])).join('');

/** A visit that is over, with an arrival and no departure, which nobody has corrected yet: the last ones first. */
export const sansDepart = (service: ServiceGenere, maintenant: Instant) => {
  const { realisations } = service;
  const corrigees = correctionsDe(service);
  const depuis = ajouterJours(dateParis(maintenant), -JOURS);
  return realisations
    .flatMap((r) => {
      const { visite, arrivee, depart, fin } = r;
      if (!visite || !arrivee || depart || fin > maintenant || visite.usager.propre.antenne !== ANTENNE) return [];
      const date = dateParis(arrivee.instant);
      if (date < depuis || corrigees.includes(arrivee.id_pointage)) return [];
      return [
        { date, pointage: arrivee.id_pointage, usagerId: r.idMillesime, aideId: r.idIntervenant, fin: visite.fin },
      ];
    })
    .reverse();
};
type SansDepart = ReturnType<typeof sansDepart>[number];

const plusMinutes = (i: Instant, n: number): Instant => instantDe(epochMs(i) + n * 60_000);

/** Two colleagues give it an hour each, neither having seen the other's [CO-4]. */
const conflit = (v: SansDepart, quand: Instant): Correction[] =>
  [GESTIONNAIRE, CENTRAL].map((auteur, n) => {
    const id = `DEMO-CONFLIT-${n + 1}`;
    return {
      ...{ _id: idCorrection(v.date, id), type: 'correction', id, date: v.date, antenne: ANTENNE, nature: 'HORAIRE' },
      ...{ cible: { genre: 'POINTAGE', id: v.pointage }, fin: plusMinutes(v.fin, 15 * n) },
      ...{ motif: n === 0 ? 'OUBLI_DEPART' : 'URGENCE', auteur, instant: plusMinutes(quand, n - 30) },
      ...{ poste: `demonstration-${n + 1}`, base: [], source: 'POSTE' },
    };
  });

const commun = (type: 'note' | 'prise' | 'absence', nom: string, date: DateCivile, quand: Instant) =>
  ({
    ...{ _id: `${type}:${date}:DEMO-${nom}`, id: `DEMO-${nom}`, date, antenne: ANTENNE },
    ...{ auteur: CENTRAL, instant: plusMinutes(quand, -45), poste: 'demonstration' },
  }) as const;

const confiee = (v: SansDepart, quand: Instant): Prise => ({
  ...commun('prise', 'CONFIEE', v.date, quand),
  ...{ type: 'prise', objet: { genre: 'POINTAGE', id: v.pointage }, geste: 'CONFIER', a: GESTIONNAIRE },
});

const note = (v: SansDepart, quand: Instant): Note => ({
  ...commun('note', 'NOTE', v.date, quand),
  ...{ type: 'note', objet: { genre: 'POINTAGE', id: v.pointage }, usagerId: v.usagerId },
  texte: 'L’aide rappelle cet après-midi pour donner son heure de départ.',
});

/** [AB-2] Said after the aide had called from there: the visit asks what became of it. */
const absence = (v: SansDepart, quand: Instant): Absence => ({
  ...commun('absence', 'ABSENCE', v.date, quand),
  ...{ type: 'absence', usagerId: v.usagerId, nature: 'HOSPITALISATION', du: v.date },
  au: ajouterJours(v.date, 6),
});

const nomDeLAide = ({ aides }: ServiceGenere, id: string): string => {
  const aide = aides.find((a) => a.id_intervenant === id);
  return aide ? nomComplet(aide) : id;
};

/** [PR-1] Her aide has opened her hours, and says when she left. */
const motDAide = (v: SansDepart, auteur: string, quand: Instant): Note => {
  const proposees = { fin: v.fin, motif: 'OUBLI_DEPART' };
  return {
    ...commun('note', 'MOT', v.date, quand),
    ...{ type: 'note', objet: { genre: 'POINTAGE', id: v.pointage }, usagerId: v.usagerId },
    ...{ auteur, intervenantId: v.aideId, proposees },
    texte: ecrireMot('J’ai oublié d’appeler en partant.', proposees),
  };
};

/** As many visits as those gestures are about. */
const GESTES = 5;

const sansRangees = ({ fichiers }: ServiceGenere, ids: ReadonlySet<string>): ServiceGenere['fichiers'] =>
  fichiers.map(({ nom, contenu }) => ({
    nom,
    contenu: nom.startsWith('POINTAGES') ? garderLignes(contenu, (l) => !ids.has(l.slice(0, l.indexOf(';')))) : contenu,
  }));

/**
 * What is forgotten is drawn by chance, and may be too little for those gestures: of the visits of Est, as many of the last ones as are
 * missing lose their departure. `limite`: the last day whose punches were prepared, which stand.
 */
export const avecOublis = (service: ServiceGenere, maintenant: Instant, limite: DateCivile): ServiceGenere => {
  const corrigees = correctionsDe(service);
  const oubliees = service.realisations
    .filter(({ visite, arrivee, depart, fin }) => {
      if (!visite || !arrivee || !depart || fin > maintenant || visite.usager.propre.antenne !== ANTENNE) return false;
      const date = dateParis(arrivee.instant);
      return (
        date > limite &&
        date >= ajouterJours(dateParis(maintenant), -JOURS) &&
        moisDe(date) === moisParis(maintenant) &&
        !corrigees.includes(arrivee.id_pointage)
      );
    })
    .toReversed()
    .slice(0, Math.max(0, GESTES - sansDepart(service, maintenant).length));
  const ids = new Set(oubliees.flatMap((r) => r.depart?.id_pointage ?? []));
  return {
    ...service,
    realisations: service.realisations.map((r) => (oubliees.includes(r) ? { ...r, depart: undefined } : r)),
    fichiers: sansRangees(service, ids),
  };
};

/** As the PCs of Est would have sent it before this one came. */
export const vivreLaJournee = async (m: Magasin, service: ServiceGenere, maintenant: Instant): Promise<void> => {
  const [premiere, deuxieme, troisieme, quatrieme, cinquieme] = sansDepart(service, maintenant);
  await deposerEtNoter(m, baseAntenne(ANTENNE), [
    ...(premiere ? conflit(premiere, maintenant) : []),
    ...(deuxieme ? [confiee(deuxieme, maintenant)] : []),
    ...(troisieme ? [note(troisieme, maintenant)] : []),
    ...(quatrieme ? [absence(quatrieme, maintenant)] : []),
    ...(cinquieme ? [motDAide(cinquieme, nomDeLAide(service, cinquieme.aideId), maintenant)] : []),
  ]);
};

/** Late enough to be said, and not so much that no call would meet the planned visit any more. */
const [RETARD_S, TROP_TARD_S] = [20 * 60, 100 * 60];

/** [AL-5] Of the visits of Est under way, the aide of one has not called yet: whom to call is the first thing on the day's screen. */
export const avecRetard = (service: ServiceGenere, maintenant: Instant): ServiceGenere => {
  const retardee = service.realisations.find(({ visite: v, arrivee, depart, fin }) => {
    if (!v || !arrivee || depart || fin <= maintenant || v.usager.propre.antenne !== ANTENNE) return false;
    const depuis = ecartSecondes(v.debut, maintenant);
    return depuis > RETARD_S && depuis < TROP_TARD_S && v.fin > maintenant;
  });
  const id = retardee?.arrivee?.id_pointage;
  if (id === undefined) return service;
  return {
    ...service,
    realisations: service.realisations.map((r) => (r === retardee ? { ...r, arrivee: undefined } : r)),
    fichiers: sansRangees(service, new Set([id])),
  };
};

const VOISIN = '01 55 50 00 99';

/** Of one usager of Est, this month's aides call from a neighbour's: the same number each time, which is then proposed [PT-8]. */
export const avecVoisin = (service: ServiceGenere): ServiceGenere => {
  const usager = service.usagers.findLast((u) => u.propre.antenne === ANTENNE)?.propre.id_millesime;
  const changer = (ligne: string): string => {
    const champs = ligne.split(';');
    return champs[4] === usager ? [...champs.slice(0, 5), VOISIN].join(';') : ligne;
  };
  const fichiers = service.fichiers.map(({ nom, contenu }) =>
    nom.startsWith('POINTAGES') ? { nom, contenu: contenu.split('\r\n').map(changer).join('\r\n') } : { nom, contenu },
  );
  return { ...service, fichiers };
};
