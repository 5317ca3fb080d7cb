import type { Antenne } from '#shared/contrats/commun';
import { lireCle, type Selection } from '#shared/etats/cle';
import type { LigneEtat, TableauEtat } from '#shared/etats/contrat';
import { dernierJour, localParis, premierJour } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { Magasin } from '../../../../store/lire';
import { calculerEtat } from '../calculer';
import type { Recompte } from './recompter';

// For tests: the states themselves, put in the form of the recount.

const selection = (l: LigneEtat): Selection => lireCle(l.cle) ?? {};
const valeurs = (l: { valeurs: LigneEtat['valeurs'] }, ...cles: string[]): unknown[] =>
  cles.map((c) => l.valeurs[c] ?? null);
const minute = (i: unknown): string => {
  const l = localParis(i as Instant);
  return `${l.slice(8, 10)}/${l.slice(5, 7)}/${l.slice(0, 4)} ${l.slice(11, 16)}`;
};

export const selonEtats = async (
  m: Magasin,
  horloge: () => Instant,
  mois: Mois,
  antenne: Antenne | 'TOUTES',
  usagersDuPlanning: readonly string[],
): Promise<Recompte> => {
  const demander = async (etat: string, plus: { vue?: string; usager?: string } = {}): Promise<TableauEtat> => {
    const r = await calculerEtat(m, { etat, antenne, du: premierJour(mois), au: dernierJour(mois), ...plus }, horloge);
    if (!r.ok) throw new Error(r.refus.message);
    return r.valeur;
  };
  const lignes = async (etat: string, vue?: string): Promise<readonly LigneEtat[]> =>
    (await demander(etat, vue === undefined ? {} : { vue })).lignes;
  const nonIdentifies = await lignes('usagers-non-identifies');
  const n = (l: LigneEtat, c: string): number => Number(l.valeurs[c] ?? 0);
  const total = (liste: readonly LigneEtat[], ...cles: string[]): number =>
    liste.reduce((s, l) => s + cles.reduce((k, c) => k + n(l, c), 0), 0);
  const avec = (...cles: string[]): readonly LigneEtat[] => nonIdentifies.filter((l) => cles.some((c) => n(l, c) > 0));
  const taux = await demander('taux-correction');
  const planning = await demander('planning-intervenants');
  const profil = await demander('profil-usagers');
  const HORS_AIDES = ['critere', 'valeur', 'usagers', 'part', 'minutes', 'moyenne'];
  const recapitulatif = await demander('recapitulatif-mensuel');
  const CHIFFRES = [
    'usagers',
    'intervenants',
    'couples',
    'visites',
    'duree',
    'parUsager',
    'parIntervenant',
    'maximum',
    'minimum',
  ];
  const plannings: unknown[][] = [];
  for (const usager of usagersDuPlanning) {
    const t = await demander('planning-usager', { usager });
    plannings.push([usager, t.lignes.filter((l) => l.valeurs.prevuDebut !== null).length, t.totaux.prevu]);
  }
  return {
    'heures-usagers': (await lignes('heures-usagers')).map((l) =>
      valeurs(l, 'usagerId', 'visites', 'duree', 'complementaires'),
    ),
    'heures-usagers visite': (await lignes('heures-usagers', 'visite')).map((l) => [
      l.valeurs.usagerId,
      minute(l.valeurs.debut),
      minute(l.valeurs.fin),
      l.valeurs.duree,
    ]),
    'suivi-plans': (await lignes('suivi-plans'))
      .filter((l) => l.valeurs.autorise !== null)
      .map((l) => valeurs(l, 'usagerId', 'prise', 'autorise', 'consomme')),
    'appels-incomplets': (await lignes('appels-incomplets')).map((l) => [
      selection(l).intervention,
      l.valeurs.usagerId,
      l.valeurs.issue !== 'À corriger',
    ]),
    'usagers-financeurs': (await lignes('usagers-financeurs')).map((l) => [
      selection(l).financeur,
      ...valeurs(l, 'usagers', 'minutes'),
    ]),
    'usagers-non-identifies': [
      ['autre numéro', total(nonIdentifies, 'autreNumero'), avec('autreNumero').length],
      [
        'en attente ou échoués',
        total(nonIdentifies, 'attentes', 'appels', 'passages'),
        avec('attentes', 'appels', 'passages').length,
      ],
    ],
    'taux-correction': [
      valeurs(
        { valeurs: { ...taux.totaux } },
        'incompletes',
        'corrigees',
        'pointees',
        'toutesCorrigees',
        'creees',
        'toutes',
      ),
    ],
    'planning-intervenants': [
      [
        'prévues',
        planning.lignes.filter((l) => l.valeurs.prevuDebut !== null).length,
        planning.totaux.prevu,
        planning.totaux.realise,
        planning.lignes.length,
      ],
    ],
    'planning-usager': plannings,
    'heures-intervenants': (await lignes('heures-intervenants')).map((l) =>
      valeurs(l, 'intervenantId', 'usagers', 'visites', 'brutes', 'reelles', 'duree', 'complementaires'),
    ),
    'profil-usagers': profil.lignes.map((l) => [
      l.valeurs.critere,
      String(l.valeurs.valeur).replace('\u00a0', ' '),
      ...valeurs(l, 'usagers', 'minutes'),
    ]),
    'profil-usagers aides': profil.colonnes
      .map((c) => c.cle)
      .filter((c) => !HORS_AIDES.includes(c))
      .map((c) => [c, profil.totaux[c]]),
    recapitulatif: [valeurs({ valeurs: { ...recapitulatif.totaux } }, ...CHIFFRES)],
    'recapitulatif couple': (await lignes('recapitulatif-mensuel', 'couple')).map((l) => [
      `${selection(l).usager} ${selection(l).intervenant}`,
      l.valeurs.visites,
      l.valeurs.duree,
    ]),
    absences: (await lignes('absences')).map((l) => valeurs(l, 'usagerId', 'du', 'au')),
  };
};

/** Both, each as sorted rows of text, so that the order of neither counts. */
export const enTexte = (r: Recompte): Record<string, string[]> =>
  Object.fromEntries(Object.entries(r).map(([etat, l]) => [etat, l.map((x) => JSON.stringify(x)).sort()]));
