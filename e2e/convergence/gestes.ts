import type { Correction } from '#shared/contrats/corrections/correction';
import { RAISONS_SANS_TELEGESTION, type RaisonSansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import { idCorrection, idFiche, idRattachement } from '#shared/contrats/ids';
import type { Saisie } from '#shared/contrats/saisie';
import { ajouterJours, dateParis, instantDe } from '#shared/temps/paris';
import type { DateCivile, Minutes } from '#shared/temps/types';
import type { Alea } from '#shared/testing/alea';
import type { Ligne } from '../../app/_donnees/depot/lignes';
import { lignesDe } from '../../app/_donnees/depot/plier';
import { composerAcquittement, vuesDe } from '../../app/_ecrans/alertes/vues';
import { composerMarque } from '../../app/_ecrans/dossiers/absences/sans-telegestion';
import type { Signature } from '../../app/_ui/actes/signature';
import { AIDES, INCONNUS, PREMIER_JOUR, PRESTATIONS, USAGERS } from './monde';
import type { PosteSimule } from './poste';
import type { Service } from './service';

const MINUTE = 60_000;

export const lignesDuPoste = (etat: ReturnType<PosteSimule['etat']>, maintenant: Service['horloge']): Ligne[] =>
  lignesDe(etat, '2026-11-01' as DateCivile, '2026-12-31' as DateCivile, maintenant());

export const signature = (poste: PosteSimule): Signature => {
  const { instant, ...s } = poste.signer();
  return { ...s, maintenant: instant };
};

type Contexte = { poste: PosteSimule; lignes: Ligne[]; maintenant: number; alea: Alea };

const heures = ({ maintenant, alea }: Contexte) => {
  const debut = maintenant - alea.entier(60, 48 * 60) * MINUTE;
  return { debut: instantDe(debut), fin: instantDe(debut + alea.entier(-10, 55) * MINUTE) };
};

const NATURES = [
  'HORAIRE',
  'HORAIRE',
  'HORAIRE',
  'MINUTES',
  'DONNEES',
  'DONNEES',
  'SUPPRESSION',
  'RETABLISSEMENT',
] as const;
/** Who, for whom, what: one of them, or several at once. */
const donnees = ({ alea }: Contexte): Pick<Correction, 'usagerId' | 'intervenantId' | 'codePrestation'> => {
  const parmi = [
    { intervenantId: alea.choix(AIDES) },
    { usagerId: alea.choix(USAGERS) },
    { codePrestation: alea.choix(PRESTATIONS) },
  ];
  return Object.assign({}, ...alea.melanger(parmi).slice(0, alea.entier(1, 3)));
};
const GESTES_NUMERO = ['RATTACHER', 'RATTACHER', 'DETACHER'] as const;

/** A correction of a visit as its author sees it, hence sometimes of what is no longer so: the server judges. */
const corriger = (c: Contexte): Correction => {
  const { poste, alea } = c;
  const s = poste.signer();
  const ligne = alea.parmi(c.lignes);
  const commun = {
    type: 'correction' as const,
    ...s,
    motif: alea.choix(['URGENCE', 'PANNE_SVI', 'INVENTE']),
    source: 'POSTE' as const,
  };
  const { debut, fin } = heures(c);
  if (!ligne || alea.chance(0.15)) {
    const date = dateParis(debut);
    const qui = { usagerId: alea.choix(USAGERS), intervenantId: alea.choix(AIDES), codePrestation: 'AD' };
    return { ...commun, _id: idCorrection(date, s.id), date, nature: 'CREATION', ...qui, debut, fin, base: [] };
  }
  const r = ligne.retenue;
  const visee = {
    ...commun,
    _id: idCorrection(ligne.date, s.id),
    date: ligne.date,
    cible: r.cible,
    base: alea.chance(0.9) ? r.base : [],
  };
  const dernierDebut = r.debut ?? r.intervention.visite?.debut ?? debut;
  const retiree = alea.parmi(r.corrections)?.correction.id;
  if (retiree !== undefined && alea.chance(0.25)) return { ...visee, nature: 'RETRAIT', retire: retiree };
  const nature = alea.choix(NATURES);
  if (nature === 'MINUTES') return { ...visee, nature, minutes: alea.entier(1, 40) as Minutes };
  if (nature === 'DONNEES') return { ...visee, nature, ...donnees(c) };
  if (nature !== 'HORAIRE') return { ...visee, nature };
  const d = Date.parse(dernierDebut) + alea.entier(-20, 20) * MINUTE;
  return { ...visee, nature, debut: instantDe(d), fin: instantDe(d + alea.entier(20, 90) * MINUTE) };
};

/** Seen, from the panel of a visit or from the top of the list, where colleagues meet; or to be seen again. */
const acquitter = ({ poste, lignes, alea }: Contexte): Saisie | undefined => {
  const etat = poste.etat();
  const enAbsence = lignes.flatMap((l) => (l.enAbsence ? { _id: l.enAbsence.alerteId } : []));
  const alerte = alea.parmi([...[...etat.alertes.values()].slice(0, 2), ...enAbsence]);
  return alerte && composerAcquittement(alerte, signature(poste), vuesDe(etat)(alerte) !== undefined);
};

const RAISONS = Object.keys(RAISONS_SANS_TELEGESTION) as RaisonSansTelegestion[];
/** Few first days: colleagues type over each other's marks. */
const marquer = ({ poste, alea }: Contexte): Saisie => {
  const depuis = ajouterJours(PREMIER_JOUR, alea.entier(0, 1));
  const jusqua = alea.chance(0.5) ? '' : ajouterJours(depuis, alea.entier(0, 3));
  const raison = alea.parmi(RAISONS) ?? 'REFUS';
  const r = composerMarque({ raison, depuis, jusqua }, alea.choix([...USAGERS, 'INCONNU']), signature(poste));
  if (!r.ok) throw new Error(JSON.stringify(r.erreurs));
  return r.marque;
};

const GESTES: readonly { poids: number; faire: (c: Contexte) => Saisie }[] = [
  { poids: 0.45, faire: corriger },
  { poids: 0.05, faire: (c) => acquitter(c) ?? corriger(c) },
  { poids: 0.05, faire: marquer },
  {
    poids: 0.15,
    faire: (c) => {
      const s = c.poste.signer();
      const date = dateParis(s.instant);
      const geste = c.alea.choix(GESTES_NUMERO);
      const quoi = { numero: c.alea.choix(INCONNUS), usagerId: c.alea.choix([...USAGERS, 'INCONNU']), geste };
      return { _id: idRattachement(date, s.id), type: 'rattachement', ...s, date, ...quoi };
    },
  },
  {
    poids: 0.1,
    faire: (c) => {
      const s = c.poste.signer();
      const { debut, fin } = heures(c);
      const date = dateParis(debut);
      const cotes = c.alea.chance(0.3) ? { arrivee: debut } : { arrivee: debut, depart: fin };
      const qui = { usagerId: c.alea.choix(USAGERS), intervenantId: c.alea.choix([...AIDES, 'I9']) };
      return { _id: idFiche(date, s.id), type: 'fiche', ...s, date, ...qui, ...cotes, motif: 'PANNE_SVI' };
    },
  },
  {
    poids: 0.1,
    faire: (c) => {
      const s = c.poste.signer();
      const date = dateParis(s.instant);
      const quoi = { usagerId: c.alea.choix([...USAGERS, 'INCONNU']), nature: 'VACANCES' as const, du: date };
      return { _id: `absence:${date}:${s.id}`, type: 'absence', ...s, date, ...quoi };
    },
  },
  {
    poids: 0.05,
    faire: (c) => {
      const s = c.poste.signer();
      const date = dateParis(s.instant);
      const objet = { genre: 'USAGER' as const, id: c.alea.choix(USAGERS) };
      return { _id: `note:${date}:${s.id}`, type: 'note', ...s, date, objet, texte: 'clé chez la gardienne' };
    },
  },
  {
    poids: 0.05,
    faire: (c) => {
      const s = c.poste.signer();
      const date = dateParis(s.instant);
      const objet = { genre: 'USAGER' as const, id: c.alea.choix(USAGERS) };
      return { _id: `prise:${date}:${s.id}`, type: 'prise', ...s, date, objet, geste: 'PRENDRE' };
    },
  },
];

const contexteDe = (poste: PosteSimule, service: Service, alea: Alea): Contexte => ({
  poste,
  lignes: lignesDuPoste(poste.etat(), service.horloge),
  maintenant: service.temps(),
  alea,
});

/** What one may type from a screen. */
export const unGeste = (poste: PosteSimule, service: Service, alea: Alea): Saisie =>
  (alea.selonPoids(GESTES) ?? { faire: corriger }).faire(contexteDe(poste, service, alea));

/** [AL-5] Says of a few alerts that they are seen, or are to be again. */
export const direVues = async (poste: PosteSimule, service: Service, alea: Alea): Promise<void> => {
  for (let n = 0; n < 2; n++) {
    const dit = acquitter(contexteDe(poste, service, alea));
    if (dit) await poste.enregistrer([dit]);
  }
};
