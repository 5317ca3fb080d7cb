import type { Antenne } from '#shared/contrats/commun';
import { dateLongueEtAnnee } from '#shared/mots/dates';
import { collateur, nomComplet, telephone } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { adresseIntervenant } from '../../../_ui/adresses/intervenants';
import { lienNumeros } from '../../../_ui/adresses/numeros';
import { adresseUsager } from '../../../_ui/adresses/usagers';
import { aplatir } from '../../../_ui/mots/aplatir';
import { telephonesDe } from '../../../_ui/personnes/connus';
import { avecDepart, type Departs } from '../../../_ui/personnes/departs';
import { trier } from '../../pointages';
import { lireDate } from './dates';

export type Trouve = {
  cle: string;
  libelle: string;
  detail?: string | undefined;
  href: string;
  /** Of another antenna than that of this PC, which opens it first. */
  antenne?: Antenne;
};
export type Groupe = { titre: string; noms: readonly [string, string]; trouves: readonly Trouve[]; total: number };

/** What of the PC's data the search reads. */
export type Gens = Pick<EtatDepot, 'usagers' | 'intervenants' | 'suspens' | 'saisies' | 'refus'>;

/** An entry of the search: what it is found by, ready to be compared. */
type Entree = Trouve & { mots: readonly string[]; tri: string };
/** Everyone that this PC knows, ready to be looked for. Each kind is made apart: what changes one does not make the others again. */
export type Index = {
  usagers: readonly Entree[];
  aides: readonly Entree[];
  numeros: readonly (Trouve & { chiffres: string })[];
};

/** A screen, or what one does there. */
export type Ecran = { libelle: string; href: string; mots?: string };

export const PAR_GROUPE = 7;

const entree = (t: Trouve, cherche: string): Entree => {
  const tri = aplatir(cherche);
  return { ...t, tri, mots: tri.split(' ') };
};

const parNom = (a: Entree, b: Entree): number => collateur.compare(a.libelle, b.libelle) || (a.cle < b.cle ? -1 : 1);

/** As the hand dials it: `0199000001`; a foreign number by its figures. */
const composer = (numero: string): string => numero.replace(/^\+33/, '0').replace(/\D/g, '');

/** What is looked for in the numbers; nothing where the text is not figures, or too few of them. */
export const chiffresDe = (texte: string): string => {
  const chiffres = /^[\d\s.+/-]+$/.test(texte.trim()) ? composer(texte.replace(/[^\d+]/g, '')) : '';
  return chiffres.length >= 3 ? chiffres : '';
};

const cleNumero = (numero: string, usagerId: string): string => `numero:${numero}:${usagerId}`;

/** [PT-5] Those that the antenna attached are an usager's as those of the file are. */
export const indexerNumeros = (e: Omit<Gens, 'intervenants'>, departs: Departs, jour: DateCivile): Index['numeros'] => {
  const connus = [...e.usagers.values()].flatMap((u) =>
    telephonesDe(e, u.id, jour).map((n) => ({
      cle: cleNumero(n, u.id),
      libelle: telephone(n),
      detail: avecDepart(nomComplet(u), departs.get(u.id)),
      href: adresseUsager(u.id),
      chiffres: composer(n),
    })),
  );
  const { attentes, propositions } = trier(e.suspens);
  const deja = new Set(connus.map((c) => c.cle));
  // [PT-5] Of somebody meanwhile, it may wait still: for the couple to be told apart, or for what precedes.
  const inconnus = new Set(attentes.flatMap((a) => (a.usagerId === undefined ? (a.numeroAppelant ?? []) : [])));
  // [PT-8] Of the usager meanwhile, it is found there.
  const proposes = propositions.filter((p) => !deja.has(cleNumero(p.numero, p.usagerId)));
  return [
    ...connus,
    ...[...inconnus].map((n) => ({
      cle: `inconnu:${n}`,
      libelle: telephone(n),
      detail: 'numéro inconnu, à rattacher',
      href: lienNumeros('inconnus', { cle: n }),
      chiffres: composer(n),
    })),
    ...proposes.map((p) => {
      const u = e.usagers.get(p.usagerId);
      return {
        cle: p._id,
        libelle: telephone(p.numero),
        detail: `à rattacher ? Tous ses appels étaient pour ${u ? nomComplet(u) : p.usagerId}`,
        href: lienNumeros('propositions', { cle: p._id }),
        chiffres: composer(p.numero),
      };
    }),
  ];
};

export const indexerUsagers = (usagers: Gens['usagers'], departs: Departs): Index['usagers'] =>
  [...usagers.values()]
    .map((u) =>
      entree(
        {
          cle: `usager:${u.id}`,
          libelle: nomComplet(u),
          detail: avecDepart(`${u.adresse}, ${u.codePostal}`, departs.get(u.id)),
          href: adresseUsager(u.id),
        },
        `${u.nom} ${u.prenom} ${u.id}`,
      ),
    )
    .sort(parNom);

export const indexerAides = (intervenants: Gens['intervenants']): Index['aides'] =>
  [...intervenants.values()]
    .map((i) =>
      entree(
        { cle: `aide:${i.id}`, libelle: nomComplet(i), href: adresseIntervenant(i.id) },
        `${i.nom} ${i.prenom} ${i.id}`,
      ),
    )
    .sort(parNom);

/** Each word typed begins a word, in any order; names that begin as typed come first. */
const parMots = (entrees: readonly Entree[], texte: string): Entree[] => {
  const cherches = texte.split(' ');
  const premiers: Entree[] = [];
  const autres: Entree[] = [];
  for (const e of entrees) {
    if (!cherches.every((c) => e.mots.some((m) => m.startsWith(c)))) continue;
    (e.tri.startsWith(texte) ? premiers : autres).push(e);
  }
  return [...premiers, ...autres];
};

const groupe = (titre: string, noms: Groupe['noms'], tous: readonly Trouve[]): Groupe => ({
  titre,
  noms,
  trouves: tous.slice(0, PAR_GROUPE),
  total: tous.length,
});

/** What the search shows of a text, by kind, most likely kind first; of no text, the screens. */
export const chercherPartout = (
  index: Index,
  ecrans: readonly Ecran[],
  texte: string,
  aujourdhui: DateCivile,
): Groupe[] => {
  const cherche = aplatir(texte);
  const lesEcrans = ecrans.map((e) =>
    entree({ cle: `ecran:${e.href}`, libelle: e.libelle, href: e.href }, `${e.libelle} ${e.mots ?? ''}`),
  );
  if (cherche === '') return [{ ...groupe('Aller à', ['écran', 'écrans'], lesEcrans), trouves: lesEcrans }];
  const chiffres = chiffresDe(texte);
  const date = lireDate(texte, aujourdhui);
  const visites: Trouve[] = date
    ? [
        {
          cle: `jour:${date}`,
          libelle: `Visites du ${dateLongueEtAnnee(date)}`,
          href: `/interventions/?${new URLSearchParams({ jour: date, filtre: 'toutes' })}`,
        },
      ]
    : [];
  return [
    groupe('Visites', ['jour', 'jours'], visites),
    groupe(
      'Numéros',
      ['numéro', 'numéros'],
      chiffres === '' ? [] : index.numeros.filter((n) => n.chiffres.includes(chiffres)),
    ),
    groupe('Usagers', ['usager', 'usagers'], parMots(index.usagers, cherche)),
    groupe('Aides', ['aide', 'aides'], parMots(index.aides, cherche)),
    groupe('Écrans et actions', ['écran', 'écrans'], parMots(lesEcrans, cherche)),
  ].filter((g) => g.total > 0);
};
