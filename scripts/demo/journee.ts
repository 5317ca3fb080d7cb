import type { Antenne } from '#shared/contrats/commun';
import type { Correction } from '#shared/contrats/corrections/correction';
import type { Note, Prise } from '#shared/contrats/corrections/equipe';
import type { Absence } from '#shared/contrats/dossiers/absence';
import { baseAntenne, idCorrection } from '#shared/contrats/ids';
import { ajouterJours, dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { ServiceGenere } from '#shared/testing/generateur/generer';
import { deposerEtNoter } from '../../sync-server/store/inventaire/actes';
import type { Magasin } from '../../sync-server/store/lire';

// What the files do not bring: the gestures of colleagues, so that the first screen of Est has one thing of each kind.

const ANTENNE: Antenne = 'EST';
const [GESTIONNAIRE, CENTRAL] = ['est', 'central'] as const;
const JOURS = 9;

/** A visit that is over, with an arrival and no departure, which nobody has corrected yet: the last ones first. */
export const sansDepart = ({ realisations, fichiers }: ServiceGenere, maintenant: Instant) => {
  const corrigees = fichiers.flatMap((f) => (f.nom.startsWith('CORRECTIONS') ? f.contenu : [])).join('');
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

/** As the PCs of Est would have sent it before this one came. */
export const vivreLaJournee = async (m: Magasin, service: ServiceGenere, maintenant: Instant): Promise<void> => {
  const [premiere, deuxieme, troisieme, quatrieme] = sansDepart(service, maintenant);
  await deposerEtNoter(m, baseAntenne(ANTENNE), [
    ...(premiere ? conflit(premiere, maintenant) : []),
    ...(deuxieme ? [confiee(deuxieme, maintenant)] : []),
    ...(troisieme ? [note(troisieme, maintenant)] : []),
    ...(quatrieme ? [absence(quatrieme, maintenant)] : []),
  ]);
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
