import { nombreEntier } from '#shared/mots/nombres';
import { type Resultat, refuser } from '../contrats/commun';
import { libelleAntenne, nommerAntennes } from '../domain/antenne/registre';
import { dateEntiere, moisEnMots } from '../mots/dates';
import { majuscule } from '../mots/textes';
import { ajouterJours, dernierJour, ecartJours, moisDe, premierJour } from '../temps/paris';
import type { Mois } from '../temps/types';
import type { ColonneEtat, DemandeEtat, TableauEtat, ValeurEtat } from './contrat';
import type { Calcul, Etat, Matiere, Tranche } from './matiere';

const AN = 366;

const nombreDeJours = ({ du, au }: Pick<DemandeEtat, 'du' | 'au'>): number => ecartJours(du, au) + 1;

const CHOIX = {
  usager: 'usager',
  intervenant: 'aide à domicile',
  financeur: 'financeur',
  vue: 'présentation',
} as const;

/** Whether a state may be asked so; each refusal says what to change. */
export const verifierDemande = (e: Etat, d: DemandeEtat): Resultat<DemandeEtat> => {
  if (d.au < d.du)
    return refuser('PERIODE', 'La fin de la période est avant son début : corrigez l’une des deux dates.');
  const jours = nombreDeJours(d);
  const max = e.joursMax ?? AN;
  if (jours > max)
    return refuser(
      'PERIODE_LONGUE',
      max === AN
        ? 'La période dépasse une année : choisissez un an au plus.'
        : `Cet état porte sur ${max} jours au plus : choisissez une semaine ou un mois.`,
    );
  if (e.moisEntiers && (d.du !== premierJour(moisDe(d.du)) || d.au !== dernierJour(moisDe(d.au))))
    return refuser('MOIS_ENTIERS', 'Cet état se lit par mois entiers : du premier au dernier jour d’un mois.');
  for (const cle of Object.keys(CHOIX) as (keyof typeof CHOIX)[])
    if (d[cle] !== undefined && !e.parametres.some((p) => p.cle === cle))
      return refuser('PARAMETRE', `Cet état ne se choisit pas par ${CHOIX[cle]} : retirez ce choix.`);
  for (const p of e.parametres) {
    const valeur = d[p.cle];
    if (valeur === undefined && p.obligatoire)
      return refuser('PARAMETRE', `« ${p.titre} » est nécessaire : choisissez-le, puis recommencez.`);
    if (valeur !== undefined && p.choix && !p.choix.some((c) => c.valeur === valeur))
      return refuser(
        'PARAMETRE',
        `« ${p.titre} » : ce choix n’existe pas (${p.choix.map((c) => c.valeur).join(', ')}).`,
      );
  }
  if (d.vue === 'visite' && d.usager === undefined && jours > 31)
    return refuser('PERIODE_LONGUE', 'Visite par visite, choisissez un usager, ou un mois au plus.');
  return { ok: true, valeur: d };
};

/** « octobre 2026 », « année 2026 », « 1er octobre 2026 », else both ends. */
export const periodeEnMots = ({ du, au }: Pick<DemandeEtat, 'du' | 'au'>): string => {
  const [premier, dernier] = [moisDe(du), moisDe(au)];
  const entiers = du === premierJour(premier) && au === dernierJour(dernier);
  if (du === au) return dateEntiere(du);
  if (entiers && premier === dernier) return moisEnMots(premier);
  if (entiers && premier.endsWith('-01') && dernier === `${premier.slice(0, 4)}-12`)
    return `année ${premier.slice(0, 4)}`;
  return `du ${dateEntiere(du)} au ${dateEntiere(au)}`;
};

const sousTitreDe = (e: Etat, { demande: d, nomUsager, nomIntervenant, financeur }: Matiere): string => {
  const vue = e.parametres.find((p) => p.cle === 'vue')?.choix?.find((c) => c.valeur === d.vue);
  return [
    d.antenne === 'TOUTES' ? 'Toutes les antennes' : libelleAntenne(d.antenne),
    periodeEnMots(d),
    ...(d.usager === undefined ? [] : [nomUsager(d.usager)]),
    ...(d.intervenant === undefined ? [] : [nomIntervenant(d.intervenant)]),
    ...(d.financeur === undefined ? [] : [financeur(d.financeur).libelle]),
    ...(vue ? [vue.libelle.toLocaleLowerCase('fr')] : []),
  ].join(' · ');
};

const LISTE = new Intl.ListFormat('fr', { type: 'conjunction' });
/** « septembre 2026, octobre 2026 et novembre 2026 » */
export const nommerMois = (mois: readonly Mois[]): string => LISTE.format(mois.map(moisEnMots));

/** Whether the figures are final: a month that no antenna has closed, and one that some have not. */
const avertirDesClotures = (tranches: readonly Tranche[]): string[] => {
  const mois = [...new Set(tranches.map((t) => t.mois))].sort();
  const de = (m: Mois): Tranche[] => tranches.filter((t) => t.mois === m);
  const ouverts = mois.filter((m) => de(m).every((t) => !t.clos));
  const moitie = mois.filter((m) => de(m).some((t) => t.clos) && de(m).some((t) => !t.clos));
  return [
    ...(ouverts.length > 0
      ? [
          `Chiffres provisoires : ${nommerMois(ouverts)} ${ouverts.length > 1 ? 'ne sont pas clos' : 'n’est pas clos'}, des corrections peuvent encore venir.`,
        ]
      : []),
    ...moitie.map((m) => {
      const antennes = nommerAntennes(
        de(m)
          .filter((t) => !t.clos)
          .map((t) => t.antenne),
      );
      return `${majuscule(moisEnMots(m))} n’est clos qu’en partie : encore ouvert pour ${antennes}, dont les chiffres sont provisoires.`;
    }),
  ];
};

const avertirDuVide = (e: Etat, m: Matiere, { lignes }: Calcul): string[] => {
  if (lignes.length === 0) return ['Rien sur cette période : aucune ligne ne répond à ce choix.'];
  const fait = m.tranches.some((t) => t.usagers.some((u) => u.visites.length + u.pointages.length > 0));
  return e.sansActivite || fait ? [] : ['Aucune visite réalisée sur cette période.'];
};

/** Columns of minutes that the rule of a funder has rounded, those of the screens of every day being real ones. */
const ARRONDIES: ReadonlySet<string> = new Set(['duree', 'realise', 'facturees', 'consomme', 'minutes']);

const REELLES_AILLEURS = 'le planning et la page de l’usager montrent les minutes réelles.';
const REELLES_ICI =
  'les heures retenues, réelles, sont celles d’après les corrections, avant l’arrondi ; les heures pointées vont d’un appel à l’autre, et une visite à qui il en manque un n’en a pas.';

/** [DU-1, DU-2] Which minutes are counted. */
const direMinutes = (colonnes: readonly ColonneEtat[], { lignes }: Calcul): string[] => {
  if (lignes.length === 0 || !colonnes.some((c) => c.unite === 'minutes' && ARRONDIES.has(c.cle))) return [];
  const reelles = colonnes.some((c) => c.cle === 'reelles') ? REELLES_ICI : REELLES_AILLEURS;
  return [`Les heures réalisées et facturées sont arrondies par la règle de chaque financeur ; ${reelles}`];
};

const RIEN: ValeurEtat = null;

const sommeDe = (cle: string, { lignes }: Calcul): number =>
  lignes.reduce((n, l) => {
    const v = l.valeurs[cle] ?? RIEN;
    return typeof v === 'number' ? n + v : n;
  }, 0);

const aServi = (t: Tranche): boolean =>
  t.clos || t.usagers.some((u) => u.visites.length + u.pointages.length + u.complements.length > 0);

/** Without the open months before the first that has something, nor after the last; a period that has nothing at all stays whole. */
const desLePremierMois = (m: Matiere): Matiere => {
  const servis = m.tranches
    .filter(aServi)
    .map((t) => t.mois)
    .sort();
  const [premier, dernier] = [servis[0], servis.at(-1)];
  if (premier === undefined || dernier === undefined) return m;
  return { ...m, tranches: m.tranches.filter((t) => premier <= t.mois && t.mois <= dernier) };
};

/** Begun, and nothing of it yet: it is left out, and said. */
const avertirDesMoisSansChiffre = (avant: Matiere, m: Matiere): string[] => {
  const dernier = m.tranches
    .map((t) => t.mois)
    .sort()
    .at(-1);
  const mois = [...new Set(avant.tranches.flatMap((t) => (dernier !== undefined && t.mois > dernier ? t.mois : [])))];
  if (mois.length === 0) return [];
  return [`${majuscule(nommerMois(mois.sort()))} ${mois.length > 1 ? 'n’ont' : 'n’a'} encore aucun chiffre.`];
};

/** Without the months that have not begun: nothing was done in them, which is no fall to 0. */
const sansAVenir = (m: Matiere): Matiere =>
  m.tranches.some((t) => t.aVenir) ? { ...m, tranches: m.tranches.filter((t) => !t.aVenir) } : m;

const avertirDesMoisAVenir = (lue: Matiere): string[] => {
  const mois = [...new Set(lue.tranches.flatMap((t) => (t.aVenir ? t.mois : [])))].sort();
  if (mois.length === 0) return [];
  return [`${majuscule(nommerMois(mois))} ${mois.length > 1 ? 'sont' : 'est'} à venir : rien n’y est encore réalisé.`];
};

/** Columns that a state has only where they say something: few months have any of it. */
const SI_ELLE_DIT: ReadonlySet<string> = new Set(['regularisees', 'passages']);

/** The standard form of every state: its columns in their order, its rows, its totals, and what must be read with them. */
export const tabler = (e: Etat, lue: Matiere, plus: readonly string[] = []): TableauEtat => {
  const commencee = sansAVenir(lue);
  const m = e.desLePremierMois ? desLePremierMois(commencee) : commencee;
  const calcul = e.calculer(m);
  const colonnes = calcul.colonnes.flatMap((cle) => e.colonnes.find((c) => c.cle === cle) ?? []);
  const sommes = Object.fromEntries(
    colonnes.filter((c) => c.total === 'somme').map((c) => [c.cle, sommeDe(c.cle, calcul)]),
  );
  const siens = Object.entries(calcul.totaux ?? {}).filter(([cle]) => colonnes.some((c) => c.cle === cle));
  const utiles = colonnes.filter(
    ({ cle }) => !SI_ELLE_DIT.has(cle) || calcul.lignes.some((l) => (l.valeurs[cle] ?? 0) !== 0),
  );
  return {
    etat: e.id,
    titre: e.titre,
    sousTitre: sousTitreDe(e, m),
    periode: { du: m.demande.du, au: m.demande.au },
    antenne: m.demande.antenne,
    colonnes: utiles,
    lignes: calcul.lignes,
    totaux: { ...sommes, ...Object.fromEntries(siens) },
    ...(calcul.graphique && calcul.lignes.length > 0 ? { graphique: calcul.graphique } : {}),
    avertissements: [
      ...avertirDuVide(e, m, calcul),
      ...(e.sansActivite ? [] : avertirDesMoisAVenir(lue)),
      ...avertirDesMoisSansChiffre(commencee, m),
      ...(e.sansActivite ? [] : avertirDesClotures(m.tranches)),
      ...(utiles.some((c) => c.cle === 'regularisees')
        ? [
            'Les chiffres d’un mois clos sont figés : ce qu’une correction tardive y change est dans « Régularisé », au mois de la clôture qui l’a trouvé.',
          ]
        : []),
      ...(calcul.avertissements ?? []),
      ...direMinutes(utiles, calcul),
      ...plus,
    ],
  };
};

/** Rows of one answer: what a browser still sorts at once. A month of the service, visit by visit, holds in it; files have no such limit. */
export const LIGNES_ECRAN_MAX = 20_000;

export const verifierPourLEcran = <T extends Pick<TableauEtat, 'lignes'>>(t: T): Resultat<T> =>
  t.lignes.length <= LIGNES_ECRAN_MAX
    ? { ok: true, valeur: t }
    : refuser(
        'ETAT_TROP_LONG',
        `Cet état a ${nombreEntier(t.lignes.length)} lignes, l’écran en montre ${nombreEntier(LIGNES_ECRAN_MAX)} au plus : prenez-le en XLSX ou en CSV, ou choisissez une antenne, un usager ou une période plus courte.`,
      );

/** Months that a period touches, and whether it holds each whole. */
export const moisDeLaPeriode = ({ du, au }: Pick<DemandeEtat, 'du' | 'au'>): { mois: Mois; entier: boolean }[] => {
  const tous: { mois: Mois; entier: boolean }[] = [];
  for (let d = premierJour(moisDe(du)); d <= au; d = ajouterJours(dernierJour(moisDe(d)), 1)) {
    const mois = moisDe(d);
    tous.push({ mois, entier: du <= premierJour(mois) && dernierJour(mois) <= au });
  }
  return tous;
};
